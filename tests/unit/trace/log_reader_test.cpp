// A trace read out of a log is the trace, whatever the log has put around it.
#include "trace/log_reader.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "trace/log_lines.hpp"
#include "unit/trace/golden.hpp"
#include "unit/trace/recorder.hpp"
#include "unit/trace/wrap_log.hpp"

namespace schedlitmus::trace {
namespace {

namespace fs = std::filesystem;

struct FromLog {
  Recording read;
  std::string chosen;
};

FromLog read_log(std::string_view log, LogOptions options = {}, std::size_t chunk = 0) {
  Recorder recorder;
  LogReader reader(recorder, std::move(options));
  if (chunk == 0) chunk = log.size() + 1;
  for (std::size_t i = 0; i < log.size(); i += chunk) reader.feed(log.substr(i, chunk));
  reader.finish();
  return {.read = {.samples = recorder.samples, .text = recorder.text, .health = reader.health()},
          .chosen = reader.chosen()};
}

void expect_same(const Recording& got, const Recording& plain, const std::string& what) {
  EXPECT_EQ(got.samples, plain.samples) << what;
  EXPECT_EQ(got.text, plain.text) << what;
  EXPECT_EQ(got.health.lost(), plain.health.lost()) << what;
  EXPECT_EQ(got.health.incomplete_samples, plain.health.incomplete_samples) << what;
}

constexpr std::string_view kTrace =
    "service starts\n"
    "SCHED 0ms: gomaxprocs=2 idleprocs=1 threads=2 idlethreads=0 runqueue=0 [0 0]\n"
    "GET /index 200\n"
    "SCHED 100ms: gomaxprocs=2 idleprocs=0 threads=3 idlethreads=0 runqueue=1 [4 4]\n";

const std::vector<std::vector<LogLayer>>& forms() {
  static const auto made = [] {
    std::vector<std::vector<LogLayer>> forms;
    for (const LogLayer layer : kLogLayers) forms.push_back({layer});
    forms.push_back({LogLayer::timestamps, LogLayer::compose});
    forms.push_back({LogLayer::kubectl, LogLayer::timestamps});
    forms.push_back({LogLayer::compose, LogLayer::timestamps});
    forms.push_back({LogLayer::journal, LogLayer::timestamps, LogLayer::compose});
    forms.push_back({LogLayer::cri, LogLayer::syslog});
    return forms;
  }();
  return made;
}

/// What is broken by an outer layer is put together when the inner ones were taken off.
std::size_t piece_for(const std::vector<LogLayer>& layers, std::size_t piece) {
  return layers.size() == 1 ? piece : Wrapping().piece;
}

class Release : public testing::TestWithParam<fs::path> {};

TEST_P(Release, IsTheSameInEachForm) {
  const auto trace = read_file(GetParam()).value();
  const auto plain = read_trace(trace);
  for (const auto& layers : forms()) {
    const LogForm form{.layers = layers};
    const auto log = wrapped(trace, layers, {.piece = piece_for(layers, 100)});
    for (const std::size_t chunk : {std::size_t{0}, std::size_t{777}}) {
      const auto got = read_log(log, {}, chunk);
      EXPECT_EQ(got.read.health.log_form, to_string(form));
      EXPECT_EQ(got.read.health.bytes, log.size());
      expect_same(got.read, plain, to_string(form));
    }
  }
  const auto got = read_log(exported(trace), {}, 777);
  EXPECT_EQ(got.read.health.log_form, "journal-export");
  expect_same(got.read, plain, "journal-export");
}

TEST_P(Release, IsTheSameWherePlain) {
  const auto trace = read_file(GetParam()).value();
  const auto plain = read_trace(trace);
  const auto got = read_log(trace, {}, 777);
  EXPECT_EQ(got.read.health.log_form, "");
  expect_same(got.read, plain, "plain");
}

INSTANTIATE_TEST_SUITE_P(Releases, Release, testing::ValuesIn(traces_of("releases")), test_name);

class Awkward : public testing::TestWithParam<fs::path> {};

TEST_P(Awkward, PlainTraceIsNotTouched) {
  const auto trace = read_file(GetParam()).value();
  const auto plain = read_trace(trace);
  const auto got = read_log(trace, {.form = LogForm(), .process = {}}, 1000);
  expect_same(got.read, plain, "plain");
  for (std::size_t i = 0; i < kTroubles; ++i) {
    const auto trouble = static_cast<Trouble>(i);
    EXPECT_EQ(got.read.count(trouble), plain.count(trouble)) << name_of(trouble);
  }
}

INSTANTIATE_TEST_SUITE_P(Nasty, Awkward, testing::ValuesIn(traces_of("nasty")), test_name);

RC_GTEST_PROP(LogReaderProperty, ChunksChangeNothing, ()) {
  const auto& layers = *rc::gen::elementOf(forms());
  const auto piece = piece_for(layers, *rc::gen::inRange<std::size_t>(1, 200));
  const auto log = wrapped(kTrace, layers, {.piece = piece});
  const auto got = read_log(log, {}, *rc::gen::inRange<std::size_t>(1, 300));
  const auto plain = read_trace(kTrace);
  RC_ASSERT(got.read.samples == plain.samples);
  RC_ASSERT(got.read.text == plain.text);
}

RC_GTEST_PROP(LogReaderProperty, PlainTextBeforeATraceIsNoLog, (const std::string& before)) {
  const auto trace = before + "\n" + std::string(kTrace);
  const auto got = read_log(trace);
  const auto plain = read_trace(trace);
  RC_ASSERT(got.read.samples == plain.samples);
}

TEST(LogReader, KeepsProcessesApart) {
  const auto one = wrapped(kTrace, {LogLayer::journal}, {.source = "web", .pid = 11});
  const auto two = wrapped(kTrace, {LogLayer::journal}, {.source = "api", .pid = 22});
  std::string mixed;
  for (std::size_t a = 0, b = 0; a < one.size();) {
    const auto end_a = one.find('\n', a) + 1;
    const auto end_b = two.find('\n', b) + 1;
    mixed += one.substr(a, end_a - a) + two.substr(b, end_b - b);
    a = end_a;
    b = end_b;
  }
  const auto all = read_log(mixed);
  EXPECT_EQ(all.read.samples.size(), 4U);
  EXPECT_EQ(all.read.health.writers.size(), 2U);
  EXPECT_EQ(all.read.count(Trouble::time_backwards), 0U);
  const auto first = read_log(mixed, {.form = {}, .process = {}, .one_process = true});
  EXPECT_EQ(first.chosen, "web[11]");
  // Whose text comes before the first sample is not known yet.
  EXPECT_EQ(first.read.samples, read_trace(kTrace).samples);
  EXPECT_EQ(first.read.health.samples, 2U);
  for (const auto* word : {"api", "22"}) {
    const auto named = read_log(mixed, {.form = {}, .process = word});
    EXPECT_EQ(named.chosen, "api[22]");
    expect_same(named.read, read_trace(kTrace), word);
  }
  EXPECT_TRUE(read_log(mixed, {.form = {}, .process = "2"}).read.samples.empty());
}

TEST(LogReader, FollowsAServiceThatIsStartedAnew) {
  const auto run = [](const std::string& source, std::int32_t pid) {
    return wrapped(std::string(kTrace) + std::string(kTrace), {LogLayer::journal}, {.source = source, .pid = pid});
  };
  const auto log = run("web", 11) + run("cron", 22) + run("web", 33);
  const LogOptions wanted{.form = {}, .process = {}, .one_process = true, .successors = true};
  const auto got = read_log(log, wanted);
  EXPECT_EQ(got.read.samples.size(), 4U + 2U) << "two are needed to know";
  EXPECT_EQ(got.chosen, "web[33]");
}

TEST(LogReader, KnowsTheLinesOfRealLogs) {
  const std::string header =
      "SCHED 5ms: gomaxprocs=1 idleprocs=0 threads=3 spinningthreads=0 idlethreads=1 runqueue=0 [0]";
  const std::vector<std::pair<std::string, std::string>> lines = {
      {"2026-11-22T10:00:00.123456789Z ", "timestamps"},
      {"2026-11-22T11:00:00.5+01:00 ", "timestamps"},
      {"\xef\xbb\xbf"
       "2026-11-22T10:00:00.1234567Z ",
       "timestamps"},
      {"2026-11-22T10:00:00.1+01:00 stderr F ", "cri"},
      {"2026-11-22T10:00:00.1Z stdout F:x ", "cri"},
      {"web-1  | ", "compose"},
      {"\x1b[36mweb_1  |\x1b[0m ", "compose"},
      {"[pod/web-7d9f-x/main] ", "kubectl"},
      {"Nov  2 10:00:00 host web[7]: ", "journal"},
      {"Nov 22 10:00:00.123456 host web.service[7]: ", "journal"},
      {"2026-11-22T10:00:00+0000 host web[7]: ", "journal"},
      {"2026-11-22T10:00:00.123456+01:00 host web: ", "journal"},
      {"Sun 2026-11-22 10:00:00 UTC host web[7]: ", "journal"},
      {"1763805600.123456 host web[7]: ", "journal"},
      {"[   12.345678] host web[7]: ", "journal"},
      {"<30>Nov 22 10:00:00 host web[7]: ", "journal"},
      {"<165>1 2026-11-22T10:00:00.003Z host web 7 ID47 [a@1 b=\"c]\"][d e=\"\\\"\"] ", "syslog"},
      {"<14>1 - host web - - - \xef\xbb\xbf", "syslog"},
      {"2026-11-22T10:00:00.1Z web-1  | ", "timestamps,compose"},
  };
  for (const auto& [prefix, form] : lines) {
    const auto got = read_log(prefix + header + "\n");
    EXPECT_EQ(got.read.health.log_form, form) << prefix;
    EXPECT_EQ(got.read.samples.size(), 1U) << prefix;
    EXPECT_TRUE(got.read.text.empty()) << prefix << got.read.text;
  }
}

TEST(LogReader, PreambleAndTextInBetweenDoNotMatter) {
  const std::string log = "-- Journal begins at Sun 2026-11-22 --\n" + wrapped(kTrace, {LogLayer::journal}) +
                          "    more of a message\n" + wrapped(kTrace, {LogLayer::journal}).substr(0, 40);
  EXPECT_EQ(read_log(log).read.samples.size(), 2U);
  EXPECT_EQ(read_log("Attaching to web-1\n" + wrapped(kTrace, {LogLayer::compose})).read.text,
            "Attaching to web-1\n" + read_trace(kTrace).text);
}

/// A service that quotes a log before its own trace begins.
TEST(LogReader, WrongGuessLeavesAPlainTraceWhole) {
  const auto trace = wrapped(kTrace, {LogLayer::cri}) + std::string(kTrace) + std::string(kTrace);
  const auto got = read_log(trace);
  EXPECT_EQ(got.read.samples.size(), 6U);
  EXPECT_EQ(got.read.health.lost(), 0U);
}

TEST(LogReader, FindsTheFormWithoutAHeaderNearby) {
  std::string text;
  while (text.size() < 100'000) text += "a line of the service\n";
  const auto got = read_log(wrapped(text + std::string(kTrace), {LogLayer::cri}));
  EXPECT_EQ(got.read.health.log_form, "cri");
  EXPECT_EQ(got.read.samples.size(), 2U);
  EXPECT_TRUE(got.read.text.starts_with("a line of the service\n"));
}

TEST(LogReader, FormCanBeTold) {
  const auto form = parse_log_form("docker,compose");
  ASSERT_TRUE(form.has_value());
  EXPECT_EQ(to_string(**form), "timestamps,compose");
  EXPECT_FALSE(parse_log_form("auto")->has_value());
  EXPECT_TRUE((*parse_log_form("plain"))->plain());
  for (const auto* wrong : {"", "dockr", "cri,", "plain,cri", "cri,journal-export", "cri,cri,cri,cri"})
    EXPECT_FALSE(parse_log_form(wrong).has_value()) << wrong;
}

TEST(LogReader, BoundsTheProcessesItKeeps) {
  std::string log;
  for (int pid = 1; pid <= 200; ++pid) log += wrapped(kTrace, {LogLayer::journal}, {.source = "web", .pid = pid});
  const auto got = read_log(log, {.form = {}, .process = {}, .one_process = true});
  EXPECT_EQ(got.chosen, "web[1]");
  EXPECT_EQ(got.read.samples.size(), 2U);
  EXPECT_EQ(got.read.health.writers.size(), kMaxWriters);
  EXPECT_EQ(read_log(log).read.samples.size(), 400U);
}

TEST(LogReader, EndlessLineIsPassedOn) {
  const std::string endless(LogLines::kMaxLine + 1000, 'x');
  const auto line = wrapped(endless, {LogLayer::cri}, {.piece = endless.size()});
  const auto got = read_log(wrapped(kTrace, {LogLayer::cri}) + line + wrapped(kTrace, {LogLayer::cri}));
  EXPECT_EQ(got.read.samples.size(), 4U);
}

}  // namespace
}  // namespace schedlitmus::trace
