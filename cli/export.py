"""`onrecord export`: the graph that CPUs run, from a trained model."""

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="MODEL")
@click.option(
    "--check",
    required=True,
    multiple=True,
    metavar="GOLD",
    type=click.Path(path_type=Path),
    help="Annotated articles on whose texts the graph must label as PyTorch does; repeatable.",
)
def export(folder: Path, check: tuple[Path, ...]) -> None:
    """Write the int8 ONNX graph of the trained model in a folder, beside its weights.

    No graph is written where it labels more than 0.5 % of the check set's words otherwise than
    PyTorch does. Needs: pip install 'onrecord[train]'.
    """
    from onrecord.eval.gold import load_gold
    from onrecord.models.export import export as export_graph

    texts = [article.text for path in check for article in load_gold(path).articles]
    share = export_graph(folder, texts)
    click.echo(f"Wrote the graph; it labels {share:.2%} of {len(texts)} articles' words otherwise.")
