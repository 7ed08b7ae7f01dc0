"""How many threads are used."""

import threadpoolctl

from onrecord.models.runtimes.threads import one_blas_thread
from onrecord.models.tagger import Tagger
from tests.models.miniature import TEXT


def blas_threads() -> set[int]:
    """Of NumPy's library alone: SciPy brings its own, at some time, if a test needs SciPy."""
    return {
        int(library["num_threads"])
        for library in threadpoolctl.threadpool_info()
        if library["user_api"] == "blas" and "scipy.libs" not in library["filepath"]
    }


def test_products_stay_on_one_thread_and_others_get_theirs_back() -> None:
    with threadpoolctl.threadpool_limits(limits=2, user_api="blas"):
        before = blas_threads()
        assert before == {2}
        with one_blas_thread():
            assert blas_threads() == {1}
        assert blas_threads() == before


def test_an_audit_leaves_the_threads_of_others_alone() -> None:
    with threadpoolctl.threadpool_limits(limits=2, user_api="blas"):
        before = blas_threads()
        Tagger.load(runtime="onnx").analyse([TEXT])
        assert blas_threads() == before
