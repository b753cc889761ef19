import pytest
from datetime import datetime, UTC
from hypothesis import given, strategies as st
def test_guard():
    from medemens.progress.measures.editing import workbook
    @given(st.text(alphabet="'=+-@# ab\t",max_size=6))
    def t(x):
        assert workbook.unguarded(workbook.guarded(x))==x.replace("\t","\t"),(x,workbook.guarded(x))
    t()
@pytest.mark.django_db
def test_rt():
    from medemens.progress.measures import shipped, yaml_file
    from medemens.progress.measures.actions import importing
    from medemens.progress.measures.queries.whole import whole
    from medemens.progress.measures.editing import workbook
    import time
    shipped.load(now=datetime(2026,11,24,tzinfo=UTC))
    a=time.time()
    y=workbook.written(whole())
    b=time.time()
    plain,places=workbook.read(y)
    print(len(y),b-a,time.time()-b)
    p=importing.plan(plain)
    print(time.time()-b)
    print(places.problems,p.faults[:5], [ (w.section,w.key,w.changes,[(s.key,s.changes) for s in w.steps]) for w in p.wanted][:5], p.left, p.there)
    assert not p.changes and not p.faults and not places.problems
