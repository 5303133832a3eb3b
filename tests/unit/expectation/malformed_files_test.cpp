#include <gmock/gmock.h>

#include "expectation/loader.hpp"
#include "unit/expectation/malformed.hpp"
#include "unit/expectation/texts.hpp"

namespace schedlitmus::expectation {

std::vector<Malformed> malformed_scenarios() {
  const auto with_key = [](const std::string& key) {
    return with_scenario(R"({"program": "p", "go": ">=1.5", "gomaxprocs": [2], )" + key + "}");
  };
  const auto with_procs = [](const std::string& procs) {
    return with_scenario(R"({"program": "p", "go": ">=1.5", "gomaxprocs": )" + procs + "}");
  };
  return {
      {"ScenarioIsNoObject", with_scenario("[]"), R"(3:1 "scenario" must be an object, not a list)", ""},
      {"NoProgram", with_scenario(R"({"go": "1.5", "gomaxprocs": [2]})"), R"(3:1 "scenario" has no "program")",
       "required"},
      {"NoGo", with_scenario(R"({"program": "p", "gomaxprocs": [2]})"), R"(3:1 "scenario" has no "go")", "", false},
      {"NoGomaxprocs", with_scenario(R"({"program": "p", "go": "1.5"})"), R"(3:1 "scenario" has no "gomaxprocs")", "",
       false},
      {"EmptyProgram", with_scenario(R"({"program": " ", "go": "1.5", "gomaxprocs": [2]})"),
       R"(3:13 "program" is empty)", ""},
      {"GoIsANumber", with_scenario(R"({"program": "p", "go": 1.5, "gomaxprocs": [2]})"),
       R"(3:24 "go" must be a string, not a number)", ""},
      {"UnknownKey", with_key(R"("godebgu": {})"), R"(3:52 unknown key "godebgu" in "scenario")",
       R"(did you mean "godebug"?)"},
      {"ArgsIsAString", with_key(R"("args": "-n 3")"), R"(3:60 "args" must be a list, not a string)", ""},
      {"ArgIsANumber", with_key(R"("args": ["-n", 3])"), R"(3:67 an entry of "args" must be a string, not a number)",
       ""},
      {"EnvValueIsANumber", with_key(R"("env": {"N": 3})"), R"(3:65 "N" of "env" must be a string, not a number)", ""},
      {"EnvNameWithEquals", with_key(R"("env": {"A=B": "3"})"),
       R"(3:60 "A=B" cannot be the name of an environment variable)", ""},
      {"EnvSetsGodebug", with_key(R"("env": {"GODEBUG": "gctrace=1"})"), "3:60 GODEBUG cannot be set here", "godebug"},
      {"EnvSetsGomaxprocs", with_key(R"("env": {"GOMAXPROCS": "2"})"), "3:60 GOMAXPROCS cannot be set here",
       "gomaxprocs"},
      {"GodebugSetsSchedtrace", with_key(R"("godebug": {"schedtrace": "100"})"), "3:64 schedtrace cannot be set here",
       "\"period\""},
      {"GodebugSetsScheddetail", with_key(R"("godebug": {"scheddetail": "1"})"), "3:64 scheddetail cannot be set here",
       "\"detail\""},
      {"GodebugWithTwoSettings", with_key(R"("godebug": {"gctrace": "1,schedtrace=1"})"),
       R"(3:64 GODEBUG's gctrace cannot be "1,schedtrace=1")", ""},
      {"GodebugNameWithEquals", with_key(R"("godebug": {"gctrace=1": "1"})"),
       R"(3:64 "gctrace=1" cannot be a GODEBUG setting)", ""},
      {"GomaxprocsIsANumber", with_procs("2"), R"(3:47 "gomaxprocs" must be a list, not a number)", "[2]"},
      {"GomaxprocsIsEmpty", with_procs("[]"), R"(3:47 "gomaxprocs" is empty)", ""},
      {"GomaxprocsZero", with_procs("[0]"),
       R"(3:48 an entry of "gomaxprocs" must be a whole number from 1 to 1024, not 0)", ""},
      {"GomaxprocsTooMany", with_procs("[1, 1025]"),
       R"(3:51 an entry of "gomaxprocs" must be a whole number from 1 to 1024, not 1025)", ""},
      {"GomaxprocsFraction", with_procs("[1.5]"),
       R"(3:48 an entry of "gomaxprocs" must be a whole number from 1 to 1024, not 1.5)", ""},
      {"GomaxprocsTwice", with_procs("[2, 2]"), R"(3:51 2 stands twice in "gomaxprocs")", ""},
      {"GomaxprocsText", with_procs(R"(["2"])"), R"(3:48 an entry of "gomaxprocs" must be a number, not a string)", ""},
      {"PeriodWithoutUnit", with_key(R"("trace": {"period": "100"})"), R"(3:72 "period": "100" has no unit)",
       R"("100ms")"},
      {"PeriodIsANumber", with_key(R"("trace": {"period": 100})"), R"(3:72 "period" has no unit)",
       R"("100ms" or "100s")"},
      {"PeriodTooShort", with_key(R"("trace": {"period": "9ms"})"), "3:72 a trace every 9ms is not possible", "10ms",
       false},
      {"PeriodTooLong", with_key(R"("trace": {"period": "61s"})"), "3:72 a trace every 1m1s is not possible", "1m",
       false},
      {"DetailIsANumber", with_key(R"("trace": {"detail": 1})"), R"(3:72 "detail" must be true or false, not a number)",
       ""},
      {"TraceUnknownKey", with_key(R"("trace": {"details": true})"), R"(3:62 unknown key "details" in "trace")",
       R"(did you mean "detail"?)"},
      {"CaptureUnknown", with_key(R"("trace": {"capture": "message"})"), R"(3:73 "message" is no way to capture)",
       "messages"},
      {"MaxOutputWithoutUnit", with_key(R"("max_output": "100")"), R"(3:66 "max_output": "100" has no unit)", "MiB"},
      {"MaxMemoryIsANumber", with_key(R"("max_memory": 100)"), R"(3:66 "max_memory" must be a string, not a number)",
       ""},
      {"MaxMemoryTooLarge", with_key(R"("max_memory": "2000000GiB")"),
       R"(3:66 "max_memory": "2000000GiB" is too large)", "1 PiB", false},
      {"VariantsIsAnObject", with_key(R"("variants": {})"), R"(3:64 "variants" must be a list, not an object)", ""},
      {"VariantsIsEmpty", with_key(R"("variants": [])"), R"(3:64 "variants" is empty)", "leave it out"},
      {"VariantWithoutName", with_key(R"("variants": [{"args": []}])"), R"(3:65 a variant has no "name")", ""},
      {"VariantNameWithBlank", with_key(R"("variants": [{"name": "a b"}])"),
       R"(3:74 "a b" cannot be the name of a variant)", "letters"},
      {"VariantsOfOneName", with_key(R"("variants": [{"name": "a"}, {"name": "a"}])"),
       R"(3:89 two variants have the name "a")", "", false},
      {"VariantSetsSchedtrace", with_key(R"("variants": [{"name": "a", "godebug": {"schedtrace": "1"}}])"),
       "3:91 schedtrace cannot be set here", ""},
      {"VariantWithUnknownKey", with_key(R"("variants": [{"name": "a", "arg": ["x"]}])"),
       R"(3:79 unknown key "arg" in a variant)", R"(did you mean "args"?)"},
      {"DeadlineTooLong", with_key(R"("deadline": "2h")"), "3:64 a deadline of 2h is too long", "1h", false},
      {"DeadlineNotAboveThePeriod", with_key(R"("trace": {"period": "20s"}, "deadline": "20s")"),
       "3:92 a run of 20s ends before the second sample", "20s", false},
      {"DeadlineNegative", with_key(R"("deadline": "-1s")"), R"(3:64 "deadline": "-1s" is negative)", ""},
      {"EmptyDefaultReleases", with_key(R"("default_releases": "")"), R"(3:72 "default_releases" is empty)", ""},
  };
}

std::vector<Malformed> malformed_times() {
  const auto when = [](const std::string& keys) {
    return with_check(R"({"id": "c", "field": "runqueue", "equals": 0)" + (keys.empty() ? "" : ", " + keys) + "}");
  };
  return {
      {"CheckIsNoObject", with_check("3"), "5:1 a check must be an object, not a number", ""},
      {"NoId", with_check(R"({"at": "2s", "field": "runqueue", "equals": 0})"), R"(5:1 a check has no "id")", ""},
      {"BadId", with_check(R"({"id": "No Global", "at": "2s", "field": "runqueue", "equals": 0})"),
       R"(5:8 the id "No Global" has other characters than a-z, 0-9 and -)", ""},
      {"EmptyId", with_check(R"({"id": "", "at": "2s", "field": "runqueue", "equals": 0})"), R"(5:8 "id" is empty)",
       ""},
      {"IdTwice", with_check(std::string(kCheck) + ",\n" + std::string(kCheck)),
       R"(6:8 a second check with the id "c")", "begins at 5:1", false},
      {"UnknownClass", when(R"("at": "2s", "class": "flaky")"), R"(5:68 unknown class "flaky")", R"("invariant")"},
      {"NoQuantifier", when(""), "5:1 the check does not say when", R"("eventually": true)"},
      {"TwoQuantifiers", when(R"("at": "2s", "always": true)"), R"(5:59 "always" beside "at")", "one of"},
      {"AlwaysFalse", when(R"("always": false)"), R"(5:57 "always" is true or left out)", ""},
      {"AlwaysIsATime", when(R"("always": "2s")"), R"(5:57 "always" must be true, not a string)",
       R"("always": true, "until": "2s")"},
      {"EventuallyIsATime", when(R"("eventually": "2s")"), R"(5:61 "eventually" must be true, not a string)",
       R"("eventually": true, "by": "2s")"},
      {"AtIsANumber", when(R"("at": 2000)"), R"(5:53 "at" has no unit)", R"("2000ms")"},
      {"AtIsTrue", when(R"("at": true)"), R"(5:53 "at" must be a string, not true or false)", ""},
      {"AtWithUnknownUnit", when(R"("at": "2sec")"), R"(5:53 "at": "2sec" has the unknown unit "sec")",
       "ms, s, m and h"},
      {"AtBeyondTheDeadline", when(R"("at": "29950ms")"), "5:53 the window ends at 30.05s, after the deadline of 30s",
       "deadline", false},
      {"WithinZero", when(R"("at": "2s", "within": "0s")"), "5:69 within 0s hardly any sample can be", "10ms", false},
      {"WithinWithoutASampleDue", when(R"("at": "2050ms", "within": "20ms")"),
       "5:53 no sample is due from 2.03s until 2.07s", "every 100ms", false},
      {"WithinBesideAlways", when(R"("always": true, "within": "20ms")"), R"(5:63 "within" does not belong here)",
       R"("at")"},
      {"FromBesideAt", when(R"("at": "2s", "from": "1s")"), R"(5:59 "from" does not belong here)", R"("always")"},
      {"ByBesideAlways", when(R"("always": true, "by": "3s")"), R"(5:63 "by" does not belong here)", R"("until")"},
      {"UntilBesideEventually", when(R"("eventually": true, "by": "3s", "until": "3s")"),
       R"(5:79 "until" does not belong here)", R"("by")"},
      {"EventuallyWithoutBy", when(R"("eventually": true)"), R"(5:47 "eventually" without "by")", R"("by": "3s")"},
      {"UntilBeforeFrom", when(R"("always": true, "from": "2s", "until": "1s")"), "5:86 until 1s is before from 2s",
       "empty", false},
      {"ByBeforeFrom", when(R"("eventually": true, "from": "2s", "by": "1s")"), "5:87 by 1s is before from 2s", "empty",
       false},
      {"UntilBeyondTheDeadline", when(R"("always": true, "until": "31s")"),
       "5:72 the window ends at 31s, after the deadline of 30s", "", false},
      {"FromBeyondTheDeadline", when(R"("always": true, "from": "30s")"),
       "5:71 from 30s is not before the deadline of 30s", "", false},
      {"WindowTooShort", when(R"("always": true, "from": "2s", "until": "2005ms")"),
       "5:86 a window of 5ms is too short", "10ms", false},
      {"WindowWithoutASampleDue", when(R"("eventually": true, "from": "2010ms", "by": "2090ms")"),
       "5:91 no sample is due from 2.01s until 2.09s", "every 100ms", false},
      {"NeverFalse", when(R"("never": false)"), R"(5:56 "never" is true or left out)", ""},
      {"NeverWithBy", when(R"("never": true, "by": "3s")"), R"(5:62 "by" does not belong here)", R"("eventually")"},
      {"FromIsAClauseWithoutCondition", when(R"("always": true, "from": {"field": "idleprocs"})"),
       "5:71 the check compares what it sees with nothing", R"("equals")"},
      {"FromIsAClauseOfAnUnknownField", when(R"("always": true, "from": {"field": "idleproc", "equals": 0})"),
       R"(5:81 unknown field "idleproc")", R"(did you mean "idleprocs"?)"},
      {"UntilIsAClauseWithAnUnknownKey",
       when(R"("always": true, "until": {"field": "idleprocs", "equals": 0, "at": "2s"})"),
       R"(5:108 unknown key "at" in "until")", "one of"},
      {"UntilIsFrom",
       when(R"("never": true, "from": {"field": "threads", "min": 9}, "until": {"field": "threads", "min": 9})"),
       "5:111 the window begins and ends with the same condition", "", false},
      {"FromIsAList", when(R"("always": true, "from": [1])"),
       R"(5:71 "from" must be a duration or a condition, not a list)", R"({"field": "idleprocs", "equals": 2})"},
  };
}

std::vector<Malformed> malformed_quantities() {
  const auto when = [](const std::string& keys) {
    return with_check(R"({"id": "c", "field": "runqueue", "min": 1, )" + keys + "}");
  };
  const auto trend = [](const std::string& keys) {
    return with_check(R"({"id": "c", "field": "runqueue", "trend": )" + keys + "}");
  };
  return {
      {"ShareIsANumber", when(R"("share": 0.1)"), R"(5:53 "share" must be an object, not a number)", ""},
      {"ShareIsEmpty", when(R"("share": {})"), R"(5:53 "share" has neither "min" nor "max")", ""},
      {"ShareAboveOne", when(R"("share": {"min": 10})"), R"(5:61 "min" of "share" is no share: 10)", R"("10%")"},
      {"ShareWithoutPercent", when(R"("share": {"max": "10"})"), R"(5:61 "max" of "share" is no share: "10")", ""},
      {"ShareOfMoreThanAHundredPercent", when(R"("share": {"max": "110%"})"),
       R"(5:61 "max" of "share" is no share: "110%")", ""},
      {"ShareOfAtLeastNothing", when(R"("share": {"min": 0})"), R"(5:61 "min" of "share" is 0)", "any share"},
      {"ShareOfAtMostAll", when(R"("share": {"max": 1})"), R"(5:61 "max" of "share" is 1)", "any share"},
      {"ShareMaxBelowMin", when(R"("share": {"min": "50%", "max": 0.4})"), "5:75 max 40 % is below min 50 %", "between",
       false},
      {"ShareUnknownKey", when(R"("share": {"minimum": 0.1})"), R"(5:54 unknown key "minimum" in "share")",
       R"(did you mean "min"?)"},
      {"ShareInTooSmallAWindow", when(R"("share": {"min": 0.1}, "from": "1s", "until": "1500ms")"),
       R"(5:53 "share" needs 10 samples, and the window has 6 at most)", "every 100ms", false},
      {"StreakIsANumber", when(R"("streak": 3)"), R"(5:54 "streak" must be an object, not a number)", ""},
      {"StreakOfNoSample", when(R"("streak": {"min": 0})"),
       R"(5:62 "min" of "streak" must be a whole number from 1 to 1000000, not 0)", ""},
      {"StreakFraction", when(R"("streak": {"max": 1.5})"),
       R"(5:62 "max" of "streak" must be a whole number from 0 to 1000000, not 1.5)", ""},
      {"StreakWithoutUnit", when(R"("streak": {"max": "200"})"),
       R"(5:62 "max" of "streak" is neither a number nor a duration: "200")", R"("200ms" for a time)"},
      {"StreakOfNoTime", when(R"("streak": {"min": "0s"})"), R"(5:62 "min" of "streak" is 0s)", "single sample", false},
      {"StreakIsTrue", when(R"("streak": {"min": true})"),
       R"(5:62 "min" of "streak" must be a number or a duration, not true or false)", ""},
      {"StreakMaxBelowMin", when(R"("streak": {"min": "300ms", "max": "200ms"})"), "5:78 max 200ms is below min 300ms",
       "", false},
      {"StreakLongerThanItsWindow", when(R"("streak": {"min": "2s"}, "from": "1s", "until": "2s")"),
       "5:54 a streak of 2s does not fit into a window of 1s", "", false},
      {"StreakOfMoreSamplesThanItsWindow", when(R"("streak": {"max": 11}, "from": "1s", "until": "2s")"),
       R"(5:54 "streak" needs 12 samples, and the window has 11 at most)", "", false},
      {"QuantileIsOne", when(R"("quantile": 1)"), R"(5:56 "quantile" must be between 0 and 1, not 1)",
       R"("aggregate")"},
      {"QuantileIsText", when(R"("quantile": "95%")"), R"(5:56 "quantile" must be a number, not a string)", ""},
      {"QuantileInTooSmallAWindow", when(R"("quantile": 0.99, "until": "5s")"),
       R"(5:56 "quantile" needs 100 samples, and the window has 51 at most)", "", false},
      {"UnknownAggregate", when(R"("aggregate": "avg")"), R"(5:57 unknown aggregate "avg")", "mean"},
      {"AggregateOfAList", with_check(R"({"id": "c", "field": "local_queues", "min": 1, "aggregate": "max"})"),
       R"(5:48 "aggregate" takes a number, and "local_queues" is a list)", "local_total"},
      {"TrendOfAList", with_check(R"({"id": "c", "field": "local_queues", "trend": "flat"})"),
       R"(5:38 "trend" takes a number, and "local_queues" is a list)", "local_total"},
      {"UnknownTrend", trend(R"("grows")"), R"(5:43 unknown trend "grows")", "growing"},
      {"TrendIsTrue", trend("true"), R"(5:43 "trend" must be a string or an object, not true or false)", "shrinking"},
      {"TrendIsEmpty", trend("{}"), R"(5:43 "trend" has neither "min" nor "max")", ""},
      {"TrendMaxBelowMin", trend(R"({"min": 2, "max": 1})"), "5:61 max 1 is below min 2", "", false},
      {"TrendBesideACondition", trend(R"("growing", "max": 8)"), R"(5:54 "max" beside "trend")", R"("trend": {"min")"},
      {"TrendWithATolerance", trend(R"("growing", "tolerance": 8)"), R"(5:54 "tolerance" beside this "trend")",
       R"("flat")"},
      {"TrendWithANegativeTolerance", trend(R"("flat", "tolerance": -1)"), "5:64 a tolerance of -1 is not above 0", ""},
      {"TrendInTooSmallAWindow", trend(R"("flat", "until": "300ms")"),
       R"(5:43 "trend" needs 5 samples, and the window has 4 at most)", "", false},
      {"InvariantShare", when(R"("class": "invariant", "share": {"min": 0.1})"), R"(5:1 "invariant" beside "share")",
       R"("always")"},
      {"InvariantEventually", when(R"("class": "invariant", "eventually": true, "by": "2s")"),
       R"(5:1 "invariant" beside "eventually")", R"("always")"},
  };
}

std::vector<Malformed> malformed_conditions() {
  const auto what = [](const std::string& keys) { return with_check(R"({"id": "c", "at": "2s", )" + keys + "}"); };
  return {
      {"UnknownCheckKey", what(R"("field": "runqueue", "equals": 0, "toleranse": 1)"),
       R"(5:59 unknown key "toleranse" in a check)", R"(did you mean "tolerance"?)"},
      {"NoField", what(R"("equals": 0)"), "5:1 the check does not say what it looks at", R"("field": "runqueue")"},
      {"UnknownField", what(R"("field": "runqueues", "equals": 0)"), R"(5:34 unknown field "runqueues")",
       R"(did you mean "runqueue"?)"},
      {"FieldNeedsDetail", what(R"("field": "goroutines", "equals": 0)"),
       R"(5:34 "goroutines" is in detailed traces only)", R"("detail": true)", false},
      {"NoCondition", what(R"("field": "runqueue")"), "5:1 the check compares what it sees with nothing",
       R"("equals", "one_of", "min" or "max")"},
      {"EqualsIsText", what(R"("field": "runqueue", "equals": "0")"),
       R"(5:56 "equals" must be a number or a list, not a string)", ""},
      {"EqualsBesideMin", what(R"("field": "runqueue", "equals": 0, "min": 0)"), R"(5:59 "min" beside "equals")",
       "tolerance"},
      {"MaxBelowMin", what(R"("field": "runqueue", "min": 8, "max": 1)"), "5:63 max 1 is below min 8", "", false},
      {"MinIsText", what(R"("field": "runqueue", "min": "1")"), R"(5:53 "min" must be a number, not a string)", ""},
      {"ListForANumber", what(R"("field": "runqueue", "equals": [0, 0])"),
       R"(5:56 "runqueue" is one number, not a list)", ""},
      {"NumberForAList", what(R"("field": "local_queues", "equals": 4)"),
       R"(5:60 "local_queues" is a list, a number for each P)", "[4, 4]"},
      {"ListOfTheWrongLength", what(R"("field": "local_queues", "equals": [4, 4, 4])"),
       R"(5:60 3 numbers for "local_queues", but local_queues has one for each P and "gomaxprocs" has 2)", "[4, 4]",
       false},
      {"EmptyList", what(R"("field": "local_queues", "equals": [])"),
       R"(5:60 0 numbers for "local_queues", but local_queues has one for each P and "gomaxprocs" has 2)", ""},
      {"FractionInAList", what(R"("field": "local_queues", "equals": [4, 4.5])"),
       R"(5:64 an entry of "equals" must be a whole number, not 4.5)", ""},
      {"TextInAList", what(R"("field": "local_queues", "equals": [4, "4"])"),
       R"(5:64 an entry of "equals" must be a number, not a string)", ""},
      {"NegativeTolerance", what(R"("field": "runqueue", "equals": 0, "tolerance": -1)"),
       "5:72 a tolerance of -1 is below 0", ""},
      {"ToleranceIsText", what(R"("field": "runqueue", "equals": 0, "tolerance": "1")"),
       R"(5:72 "tolerance" must be a number, not a string)", ""},
      {"ToleranceWithoutEquals", what(R"("field": "runqueue", "max": 0, "tolerance": 1)"),
       R"(5:56 "tolerance" without "equals")", ""},
      {"OrderWithoutAList", what(R"("field": "runqueue", "equals": 0, "order": "any")"),
       R"(5:59 "order" without a list)", ""},
      {"UnknownOrder", what(R"("field": "local_queues", "equals": [4, 4], "order": "sorted")"),
       R"(5:77 unknown order "sorted")", R"("any")"},
  };
}

std::vector<Malformed> malformed_subjects() {
  const auto what = [](const std::string& keys) { return with_check(R"({"id": "c", "at": "2s", )" + keys + "}"); };
  const auto of_run = [](const std::string& keys) { return with_check(R"({"id": "c", )" + keys + "}"); };
  return {
      {"TwoSubjects", what(R"("field": "runqueue", "ratio": ["threads", "gomaxprocs"], "max": 0)"),
       R"(5:46 "ratio" beside "field")", "one thing"},
      {"RatioOfOne", what(R"("ratio": ["threads"], "max": 0)"), R"(5:34 "ratio" has 1 field, not two)", ""},
      {"RatioOfUnknown", what(R"("ratio": ["threads", "gomaxproc"], "max": 0)"), R"(5:46 unknown field "gomaxproc")",
       "gomaxprocs"},
      {"RatioOfTheSame", what(R"("ratio": ["threads", "threads"], "max": 0)"),
       R"(5:46 ratio of "threads" and itself is always the same)", "", false},
      {"DifferenceIsText", what(R"("difference": "threads", "max": 0)"),
       R"(5:39 "difference" must be a list, not a string)", ""},
      {"GoroutinesWithoutDetail", what(R"("goroutines": {}, "max": 0)"), "5:25 goroutines are in detailed traces only",
       R"("detail": true)", false},
      {"MeasureWithBlank", of_run(R"("measure": "a b", "max": 0)"), R"(5:24 "a b" cannot be the name of a measure)",
       "name=value"},
      {"MeasureIsANumber", of_run(R"("measure": 3, "max": 0)"), R"(5:24 "measure" must be a string, not a number)", ""},
      {"MeasureWithATime", what(R"("measure": "a", "max": 0)"), R"(5:13 "at" does not belong here)", "end of the run"},
      {"OutcomeUnknown", of_run(R"("outcome": "exitstatus", "equals": 0)"), R"(5:24 unknown outcome "exitstatus")",
       "exit_status"},
      {"TextForAnExitStatus", of_run(R"("outcome": "exit_status", "equals": "0")"),
       R"(5:49 "equals" must be a number, not a string)", ""},
      {"NumberForAFact", of_run(R"("outcome": "timed_out", "equals": 1)"),
       R"(5:47 "equals" must be true or false, not a number)", ""},
      {"NumberForAText", of_run(R"("outcome": "signal", "equals": 11)"),
       R"(5:44 "equals" must be a string, not a number)", ""},
      {"BoundsOfAText", of_run(R"("outcome": "stdout", "min": 1)"),
       R"(5:34 "min" is about numbers, and stdout is none)", "matches"},
      {"OneOfFacts", of_run(R"("outcome": "timed_out", "one_of": [true, false])"),
       R"(5:37 "one_of" does not belong here)", ""},
      {"MatchesOfANumber", what(R"("field": "runqueue", "matches": "0")"),
       R"(5:46 "matches" is about texts, and "runqueue" is none)", "equals"},
      {"MatchesIsNoPattern", of_run(R"("outcome": "stdout", "matches": "(")"),
       R"(5:45 "matches": "(" is no regular expression)", "", false},
      {"PatternOfANumber", of_run(R"("outcome": "exit_status", "pattern": "a", "equals": 0)"),
       R"(5:39 "pattern" does not belong here)", "stdout"},
      {"OneOfIsEmpty", what(R"("field": "runqueue", "one_of": [])"), R"(5:56 "one_of" is empty)", ""},
      {"OneOfTwice", what(R"("field": "runqueue", "one_of": [1, 1])"), R"(5:60 this stands twice in "one_of")", ""},
      {"OneOfBesideEquals", what(R"("field": "runqueue", "one_of": [1], "equals": 2)"),
       R"(5:46 "one_of" beside "equals")", ""},
      {"BoundIsNoSum", what(R"("field": "runqueue", "max": "2 gomaxprocs")"),
       R"(5:53 "max": "2 gomaxprocs" is no sum of numbers and multiples of gomaxprocs)", "2*gomaxprocs + 1", false},
      {"ToleranceIsNoShare", what(R"("field": "runqueue", "equals": 9, "tolerance": "101%")"),
       R"(5:72 "tolerance": "101%" is no share from 0% to 100%)", "10%", false},
      {"PsWithoutAList", what(R"("field": "runqueue", "ps": "any", "max": 0)"), R"(5:46 "ps" without a list)", ""},
      {"PsBesideAList", what(R"("field": "local_queues", "ps": "any", "equals": [4, 4])"), R"(5:50 "ps" beside a list)",
       ""},
      {"PsUnknown", what(R"("field": "local_queues", "ps": "some", "max": 0)"), R"(5:56 unknown "ps": "some")", "any"},
  };
}

std::vector<Malformed> malformed_goroutines() {
  const auto what = [](const std::string& filter) {
    return file_text(R"({"program": "p", "go": "1.5", "gomaxprocs": [2], "trace": {"detail": true}})",
                     R"({"id": "c", "at": "2s", "goroutines": )" + filter + R"(, "max": 0})");
  };
  return {
      {"GoroutinesIsText", what(R"("waiting")"), R"(5:39 "goroutines" must be an object, not a string)", ""},
      {"StatusUnknown", what(R"({"status": "wating"})"), R"(5:50 unknown status "wating")", "waiting"},
      {"StatusOutOfRange", what(R"({"status": 12})"), R"(5:50 "status" must be a whole number from 0 to 11, not 12)",
       ""},
      {"ReasonOfThoseThatRun", what(R"({"status": "running", "waitreason": "select"})"),
       R"(5:61 "waitreason" of goroutines that do not wait)", "old one", false},
      {"LockedIsANumber", what(R"({"locked": 1})"), R"(5:50 "locked" must be true or false, not a number)", ""},
      {"GoroutinesUnknownKey", what(R"({"state": 1})"), R"(5:40 unknown key "state" in "goroutines")", "status"},
  };
}

std::vector<Malformed> malformed_rest() {
  return {
      {"NotJson", "{\"title\": t}", "1:11 \"t\" is not a value", "double quotes"},
      {"RootIsAList", "[]", "1:1 an expectation must be an object, not a list", ""},
      {"NoTitle",
       R"({"scenario": {"program": "p", "go": "1.5", "gomaxprocs": [2]}, "checks": [)" + std::string(kCheck) + "]}",
       R"(1:1 an expectation has no "title")", ""},
      {"NoScenario", "{\"title\": \"t\",\n\"checks\": [" + std::string(kCheck) + "]}",
       R"(1:1 an expectation has no "scenario")", ""},
      {"NoChecks", "{\"title\": \"t\",\n\"scenario\": " + std::string(kScenario) + "}",
       R"(1:1 an expectation has no "checks")", ""},
      {"EmptyChecks", file_text(kScenario, ""), R"(4:11 "checks" is empty)", "nothing would be checked"},
      {"ChecksIsAnObject", "{\"title\": \"t\", \"checks\": {},\n\"scenario\": " + std::string(kScenario) + "}",
       R"(1:26 "checks" must be a list, not an object)", ""},
      {"UnknownTopKey", with_more(R"("tittle": "t")"), R"(7:1 unknown key "tittle" in an expectation)",
       R"(did you mean "title"?)"},
      {"DuplicateKey", with_more(R"("title": "again")"), R"(7:1 duplicate key "title")", "1:2", false},
      {"SchemaIsANumber", with_more(R"("$schema": 7)"), R"(7:12 "$schema" must be a string, not a number)", ""},
      {"HoldGoodIsOne", with_more(R"("hold": {"good": 1})"), R"(7:18 "good" must be between 0 and 1, not 1)", ""},
      {"HoldBadNotBelowGood", with_more(R"("hold": {"good": 0.7, "bad": 0.7})"), "7:30 bad 0.7 is not below good 0.7",
       "", false},
      {"HoldBadAboveTheDefault", with_more(R"("hold": {"bad": 0.97})"), "7:17 bad 0.97 is not below good 0.95", "",
       false},
      {"HoldErrorsAddUp", with_more(R"("hold": {"alpha": 0.5, "beta": 0.5})"),
       "7:32 alpha 0.5 and beta 0.5 add up to 1 or more", "", false},
      {"HoldMaxRunsZero", with_more(R"("hold": {"max_runs": 0})"),
       R"(7:22 "max_runs" must be a whole number from 1 to 10000, not 0)", ""},
      {"HoldUnknownKey", with_more(R"("hold": {"maxruns": 10})"), R"(7:10 unknown key "maxruns" in "hold")",
       R"(did you mean "max_runs"?)"},
      {"HoldIsANumber", with_more(R"("hold": 0.9)"), R"(7:9 "hold" must be an object, not a number)", ""},
      {"ReleasesIsAnObject", with_more(R"("releases": {})"), R"(7:13 "releases" must be a list, not an object)", ""},
      {"RuleWithoutGo", with_more(R"("releases": [{"skip": "s"}])"), R"(7:14 a release rule has no "go")", ""},
      {"RuleWithoutEffect", with_more(R"("releases": [{"go": "1.5", "why": "w"}])"),
       "7:14 the release rule does not say what is different", R"("skip")"},
      {"RuleWithoutWhy", with_more(R"("releases": [{"go": "1.5", "violated": ["c"]}])"),
       R"(7:14 the release rule has no "why")", "required"},
      {"SkipWithoutReason", with_more(R"("releases": [{"go": "1.5", "skip": ""}])"), R"(7:36 "skip" is empty)", ""},
      {"SkipIsTrue", with_more(R"("releases": [{"go": "1.5", "skip": true}])"),
       R"(7:36 "skip" must be a string, not true or false)", ""},
      {"SkipBesideWhy", with_more(R"("releases": [{"go": "1.5", "skip": "s", "why": "w"}])"),
       R"(7:41 "why" beside "skip")", "already"},
      {"SkipBesideViolated", with_more(R"("releases": [{"go": "1.5", "skip": "s", "violated": ["c"]}])"),
       R"(7:41 "violated" beside "skip")", ""},
      {"ViolatedUnknownId", with_more(R"("releases": [{"go": "1.5", "why": "w", "violated": ["d"]}])"),
       R"(7:53 no check has the id "d")", "one of: c", false},
      {"ViolatedEmpty", with_more(R"("releases": [{"go": "1.5", "why": "w", "violated": []}])"),
       R"(7:52 "violated" is empty)", ""},
      {"ViolatedTwice", with_more(R"("releases": [{"go": "1.5", "why": "w", "violated": ["c", "c"]}])"),
       R"(7:58 "c" stands twice in "violated")", ""},
      {"ReplacementOfUnknownId",
       with_more(
           R"("releases": [{"go": "1.5", "why": "w", "checks": [{"id": "d", "at": "2s", "field": "runqueue", "equals": 1}]}])"),
       R"(7:58 no check has the id "d")", "", false},
      {"ReplacementMalformed",
       with_more(
           R"("releases": [{"go": "1.5", "why": "w", "checks": [{"id": "c", "at": "2s", "field": "runqueue"}]}])"),
       "7:51 the check compares what it sees with nothing", ""},
      {"ReplacedAndViolated",
       with_more(R"("releases": [{"go": "1.5", "why": "w", "violated": ["c"], "checks": [)" + std::string(kCheck) +
                 "]}]"),
       R"(7:77 "c" is both replaced and in "violated")", "", false},
      {"RuleUnknownKey", with_more(R"("releases": [{"go": "1.5", "skipped": "w", "skip": "s"}])"),
       R"(7:28 unknown key "skipped" in a release rule)", R"(did you mean "skip"?)"},
  };
}

std::vector<Malformed> all_malformed() {
  std::vector<Malformed> all = malformed_scenarios();
  for (const auto& more : {malformed_times(), malformed_quantities(), malformed_conditions(), malformed_subjects(),
                           malformed_goroutines(), malformed_rest(), malformed_distributions()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

namespace {

class MalformedFile : public testing::TestWithParam<Malformed> {};

TEST_P(MalformedFile, IsRefusedWithItsOneErrorAndItsPlace) {
  const Malformed& file = GetParam();
  const auto result = parse(file.text, "f.json", "f");
  ASSERT_FALSE(result.has_value()) << file.text;
  std::vector<std::string> errors;
  for (const Error& error : result.error()) {
    ASSERT_TRUE(error.where.starts_with("f.json:")) << error.where;
    errors.push_back(error.where.substr(7) + " " + error.what);
  }
  EXPECT_THAT(errors, testing::ElementsAre(file.error)) << file.text;
  EXPECT_THAT(result.error().front().hint, testing::HasSubstr(file.hint));
}

INSTANTIATE_TEST_SUITE_P(All, MalformedFile, testing::ValuesIn(all_malformed()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace schedlitmus::expectation
