import time, sys, collections, json, os
from tests.access.walker import *
from tests.access.outcomes import *
import pytest
pytestmark=[pytest.mark.django_db, pytest.mark.indexed]
@pytest.mark.parametrize("who", (*ACTORS, *PROGRAMS[1:]))
def test_record(world, who):
    rec={}
    out=open(f'/tmp/walk/faults-{who}.txt','w')
    w=Walker(who, world); t=time.process_time(); ta=0
    for place in places(world):
        if who in PROGRAMS and not place.address.path.startswith('/api/'): continue
        if place.address.is_of_the_admin and who not in INSIDE and os.environ.get("NOADMIN"): continue
        t1=time.process_time()
        for m in METHODS:
            try:
                l=w.try_one(place,m,place.path)
            except Exception as e:
                l='!'; out.write(f"{who} {m} {place.key} {place.path} EXC {type(e)} {e}\n"); out.flush()
            rec[f"{place.key}|{m}"]=l
        if who not in PROGRAMS:
            try:
                w.guess(place)
            except Exception as e: out.write(f"{who} guess {place.key} EXC {type(e)} {e}\n")
        if place.address.is_of_the_admin: ta+=time.process_time()-t1
    out.write(f"== {who} {time.process_time()-t:.1f}s cpu, admin {ta:.1f}\n")
    for f in w.faults: out.write(f"   {who} FAULT {f}\n")
    out.close()
    json.dump(rec, open(f'/tmp/walk/rec-{who}.json','w'))
