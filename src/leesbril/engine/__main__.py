"""`python -m leesbril.engine`: compile the code for large folders in advance."""

import sys
import time


def main() -> None:
    """Compile everything and report it; an error is reported but not raised, since code is also compiled on demand."""
    begun = time.perf_counter()
    sys.stdout.write("Compiling the code for large folders, once; about half a minute …\n")
    sys.stdout.flush()
    try:
        from leesbril.engine._warm_up import compile_all

        kept = compile_all()
    except Exception as error:  # an installation must not fail over an optimisation
        sys.stdout.write(f"Failed ({error}). The code will be compiled with the first large folder.\n")
        return
    seconds = time.perf_counter() - begun
    if kept:
        sys.stdout.write(f"Done after {seconds:.0f} s. The compiled code is in {kept}.\n")
    else:
        sys.stdout.write("The compiled code cannot be saved, so every session with a large folder compiles it again.\n")


if __name__ == "__main__":
    main()
