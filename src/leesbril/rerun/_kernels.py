"""The kernel of a rerun. Its notebooks share one: to start one and to import costs more than most of their cells."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ARGUMENTS = ["--IPKernelApp.log_level=CRITICAL", "--HistoryManager.hist_file=:memory:"]
"""No advice on connections amid the bar, and no line of a notebook among what was typed in IPython."""
SECONDS = 60
"""How long a kernel may take to start or to forget."""
FORGET = """
def forget():
    import gc, os, sys, warnings
    shell = get_ipython()
    if not hasattr(shell, "as_started"):
        shell.as_started = os.getcwd(), dict(os.environ), sys.path[:], warnings.filters[:]
        return
    folder, environment, path, filters = shell.as_started
    shell.reset()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:] = path
    if "pandas" in sys.modules:
        warnings.simplefilter("ignore")
        sys.modules["pandas"].reset_option("all")
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].rc_file_defaults()
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
    warnings.resetwarnings()
    warnings.filters[:] = filters
    gc.collect()
forget()
"""
"""What a kernel runs before each notebook. Names, numbers of cells, settings and warnings begin anew; modules stay."""


class Kernels:
    """The kernels in use, by their names; each begins in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: dict[str, Any] = {}
        self._clients: list[Any] = []

    def ready(self, notebook: Any) -> Any:
        """The manager of the kernel that a notebook asks for, which knows nothing of an earlier notebook.

        None if it names no kernel, or one of another language, which cannot be told to forget.
        """
        from jupyter_core.utils import run_sync

        self._leave()
        name = notebook.metadata.get("kernelspec", {}).get("name")
        if not name:
            return None
        manager = self._started.get(name) or self._manager(name)
        if not manager.ipykernel:
            return None
        if not manager.has_kernel:
            self._started[name] = manager
            run_sync(manager.start_kernel)(extra_arguments=ARGUMENTS, cwd=str(self._folder))
        run_sync(_forget)(manager)
        return manager

    def _manager(self, name: str) -> Any:
        from jupyter_client.manager import AsyncKernelManager

        clients = self._clients

        class Manager(AsyncKernelManager):
            """Keeps its clients: of a kernel that is to live on, nobody else closes them."""

            def client(self, **settings: Any) -> Any:
                clients.append(super().client(**settings))
                return clients[-1]

        return Manager(kernel_name=name)

    def _leave(self) -> None:
        """Close what talked to a kernel for an earlier notebook."""
        while self._clients:
            self._clients.pop().stop_channels()

    def end(self) -> None:
        """End them all; one that died is ended already."""
        from jupyter_core.utils import run_sync

        self._leave()
        for manager in self._started.values():
            if manager.has_kernel:
                run_sync(manager.shutdown_kernel)()


async def _forget(manager: Any) -> None:
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=SECONDS)
    reply = await client.execute(FORGET, silent=True, reply=True, timeout=SECONDS)
    if reply["content"]["status"] != "ok":
        raise RuntimeError(f"the kernel cannot begin anew: {reply['content'].get('evalue')}")


@contextmanager
def kernels(folder: Path) -> Iterator[Kernels]:
    """Kernels that begin in a folder, and end with the block."""
    started = Kernels(folder)
    try:
        yield started
    finally:
        started.end()
