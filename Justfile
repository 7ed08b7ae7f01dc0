# Run `just` for the list. Everything runs in .venv, which the README's test command makes.
bin := ".venv/bin"

default:
    @just --list

# Install for work on the project
install:
    python3.11 -m venv .venv
    {{bin}}/pip install --no-deps -c constraints.txt torch --extra-index-url https://download.pytorch.org/whl/cpu
    {{bin}}/pip install -c constraints.txt -e '.[train,test,dev]'

# Run the tests
test *ARGS:
    {{bin}}/pytest {{ARGS}}

# Run the tests without the slow ones
quick *ARGS:
    {{bin}}/pytest -m "not slow" {{ARGS}}

# Mend what can be mended by itself
fix:
    {{bin}}/ruff check --fix .
    {{bin}}/ruff format .

# Check style
lint:
    {{bin}}/ruff check .
    {{bin}}/ruff format --check .

# Check types, of the packages as they install
types:
    tools/types {{bin}}/python

# Write the pages that the program writes
docs:
    {{bin}}/python tools/command_reference.py
    {{bin}}/python tools/module_list.py
    {{bin}}/python tools/sample.py

# Keep which of the expectations of ../shared/cases hold
cases:
    {{bin}}/python tools/cases.py ../shared/cases --renew

# Resolve all versions anew
pin:
    tools/pin-versions

# Everything that must hold before a change lands
ci:
    .ci/run
