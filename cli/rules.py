"""`onrecord rules`: the sourcing rules, and what each policy makes of them."""

from __future__ import annotations

import click


@click.command()
@click.argument("rules", nargs=-1, metavar="[RULE]...")
@click.option(
    "--policy",
    metavar="NAME|FILE",
    help="Show the rules as this policy sets them instead of all presets.",
)
def rules(rules: tuple[str, ...], policy: str | None) -> None:
    """List the sourcing rules with their level in each preset, or explain those named."""
    from onrecord.audit.policy.listing import explained, listed
    from onrecord.audit.policy.load import load_policy

    chosen = None if policy is None else load_policy(policy)
    if not rules:
        click.echo(listed(chosen))
        return
    click.echo("\n\n".join([explained(rule, chosen) for rule in rules]))
