// Lines as real releases printed them, for tests.
#pragma once

#include <string_view>

namespace schedlitmus::trace::dialects {

inline constexpr std::string_view kSummary12 =
    "SCHED 1009ms: gomaxprocs=2 idleprocs=0 threads=3 idlethreads=1 runqueue=5 [4 0]\n";
inline constexpr std::string_view kSummary14 =
    "SCHED 0ms: gomaxprocs=2 idleprocs=1 threads=3 spinningthreads=0 idlethreads=1 runqueue=0 [0 0]\n";
inline constexpr std::string_view kSummary120 =
    "SCHED 1012ms: gomaxprocs=1 idleprocs=0 threads=5 spinningthreads=0 needspinning=1 idlethreads=2 runqueue=8 [1]\n";
inline constexpr std::string_view kSummary125 =
    "SCHED 106ms: gomaxprocs=2 idleprocs=2 threads=4 spinningthreads=0 needspinning=0 idlethreads=2 runqueue=0 "
    "[ 0 3 ] schedticks=[ 6 9 ]\n";

inline constexpr std::string_view kDetailed12 =
    "SCHED 105ms: gomaxprocs=2 idleprocs=0 threads=3 idlethreads=0 runqueue=1 gcwaiting=0 nmidlelocked=0 nmspinning=1 "
    "stopwait=0 sysmonwait=0\n"
    "  P0: status=1 schedtick=6 syscalltick=0 m=0 runqsize=4/128 gfreecnt=0\n"
    "  P1: status=1 schedtick=2 syscalltick=1 m=2 runqsize=0/128 gfreecnt=0\n"
    "  M2: p=1 curg=12 mallocing=0 throwing=0 gcing=0 locks=0 dying=0 helpgc=0 spinning=1 lockedg=-1\n"
    "  M1: p=-1 curg=-1 mallocing=0 throwing=0 gcing=0 locks=1 dying=0 helpgc=0 spinning=0 lockedg=-1\n"
    "  M0: p=0 curg=3 mallocing=0 throwing=0 gcing=0 locks=0 dying=0 helpgc=0 spinning=0 lockedg=-1\n"
    "  G1: status=4(semacquire) m=-1 lockedm=-1\n"
    "  G3: status=2(sleep) m=0 lockedm=-1\n";
inline constexpr std::string_view kDetailed14 =
    "SCHED 415ms: gomaxprocs=1 idleprocs=0 threads=2 spinningthreads=0 idlethreads=1 runqueue=0 gcwaiting=0 "
    "nmidlelocked=0 stopwait=0 sysmonwait=0\n"
    "  P0: status=1 schedtick=9 syscalltick=0 m=1 runqsize=4 gfreecnt=0\n"
    "  M1: p=0 curg=12 mallocing=0 throwing=0 gcing=0 locks=0 dying=0 helpgc=0 spinning=0 blocked=0 lockedg=-1\n"
    "  M0: p=-1 curg=-1 mallocing=0 throwing=0 gcing=0 locks=1 dying=0 helpgc=0 spinning=0 blocked=0 lockedg=-1\n"
    "  G12: status=2(sleep) m=1 lockedm=-1\n"
    "  G17: status=4(timer goroutine (idle)) m=-1 lockedm=-1\n";
inline constexpr std::string_view kDetailed19 =
    "SCHED 0ms: gomaxprocs=1 idleprocs=1 threads=1 spinningthreads=0 idlethreads=0 runqueue=0 gcwaiting=0 "
    "nmidlelocked=-1 stopwait=0 sysmonwait=0\n"
    "  P0: status=0 schedtick=6 syscalltick=3 m=-1 runqsize=0 gfreecnt=9\n"
    "  M0: p=-1 curg=4 mallocing=0 throwing=0 preemptoff=GC mark termination locks=1 dying=0 helpgc=0 spinning=false "
    "blocked=true lockedg=-1\n"
    "  G4: status=4099(timer goroutine (idle)) m=0 lockedm=-1\n"
    "  G18: status=6() m=-1 lockedm=-1\n";
inline constexpr std::string_view kDetailed127 =
    "SCHED 413ms: gomaxprocs=2 idleprocs=0 threads=2 spinningthreads=0 needspinning=1 idlethreads=1 runqueue=3 "
    "gcwaiting=true nmidlelocked=0 stopwait=1 sysmonwait=false\n"
    "  P0: status=1 schedtick=18 syscalltick=6 m=0 runqsize=2 gfreecnt=0 timerslen=0\n"
    "  P1: status=3 schedtick=15 syscalltick=5 m=nil runqsize=5 gfreecnt=0 timerslen=7\n"
    "  M1: p=nil curg=nil mallocing=0 throwing=0 preemptoff= locks=32 dying=0 spinning=false blocked=true lockedg=nil\n"
    "  M0: p=0 curg=16 mallocing=0 throwing=0 preemptoff= locks=0 dying=0 spinning=false blocked=false lockedg=16\n"
    "  G1: status=4(sync.WaitGroup.Wait) m=nil lockedm=nil\n"
    "  G2: status=4(GOMAXPROCS updater (idle)) m=nil lockedm=nil\n"
    "  G16: status=2() m=0 lockedm=0\n";

inline constexpr std::string_view kAll[] = {kSummary12,  kSummary14,  kSummary120, kSummary125,
                                            kDetailed12, kDetailed14, kDetailed19, kDetailed127};

}  // namespace schedlitmus::trace::dialects
