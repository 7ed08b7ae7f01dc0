"""`onrecord export`: the graph that CPUs run, from a trained model."""

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="MODEL")
@click.option(
    "--check",
    multiple=True,
    metavar="GOLD",
    type=click.Path(path_type=Path),
    help="Articles to check the graph on instead of the bundled ones; repeatable.",
)
@click.option(
    "--measure",
    multiple=True,
    metavar="GOLD",
    type=click.Path(path_type=Path),
    help="Articles to fit int8 to instead of the bundled ones; repeatable.",
)
def export(folder: Path, check: tuple[Path, ...], measure: tuple[Path, ...]) -> None:
    """Write the int8 ONNX graph of the trained model in a folder, beside its weights.

    The graph is not written if it labels more than 0.5 % of the words of the check articles
    differently from PyTorch. Ten fictional articles are bundled; about a hundred of those that the
    model was trained on (annotated, as for `onrecord eval`) make a better graph.
    Needs: pip install 'onrecord[train]'.
    """
    from onrecord.eval.gold import load_gold
    from onrecord.models.export.graph import export as export_graph

    checked, measured = (
        [article.text for path in paths for article in load_gold(path).articles]
        for paths in (check, measure)
    )
    share = export_graph(folder, checked, measured)
    click.echo(f"Wrote the graph; it labels {share:.2%} of the words differently from PyTorch.")
