"""`python -m leesbril.engine` compiles what many articles need, once, so that the first large folder need not wait."""

import sys
import time


def main() -> None:
    """Compile everything, and say so. What goes wrong is said and stops nothing: it is compiled when needed."""
    begun = time.perf_counter()
    sys.stdout.write("Compiling the fast code for large folders, once; about half a minute …\n")
    sys.stdout.flush()
    try:
        from leesbril.engine._warm_up import compile_all

        kept = compile_all()
    except Exception as error:  # an installation must not fail over what only saves time
        sys.stdout.write(f"That did not work ({error}). The first large folder waits for it instead.\n")
        return
    seconds = time.perf_counter() - begun
    if kept:
        sys.stdout.write(f"Done after {seconds:.0f} s. It is kept in {kept}.\n")
    else:
        sys.stdout.write("No folder to keep it in can be written to: every large folder waits for it instead.\n")


if __name__ == "__main__":
    main()
