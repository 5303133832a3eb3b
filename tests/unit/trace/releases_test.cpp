// The traces of every minor release; see fixtures/releases/README.md.
#include <gmock/gmock.h>

#include <charconv>
#include <map>
#include <set>

#include "trace/export.hpp"
#include "trace/reader.hpp"
#include "trace/words.hpp"
#include "unit/trace/golden.hpp"
#include "unit/trace/print_sample.hpp"

namespace schedlitmus::trace {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsSubsetOf;
using testing::Not;
using testing::UnorderedElementsAreArray;

constexpr int kFirstMinor = 2;
constexpr int kLastMinor = 27;

/// What a file's name says: trace_tour-1.5.4-p2[-detail].trace.
struct Named {
  std::string release;
  int minor = 0;
  bool detailed = false;
};

Named named(const fs::path& trace) {
  const auto stem = trace.stem().string();
  Named named;
  named.detailed = stem.ends_with("-detail");
  const auto from = stem.find('-') + 1;
  named.release = stem.substr(from, stem.find('-', from) - from);
  const char* const minor = named.release.data() + named.release.find('.') + 1;
  std::from_chars(minor, named.release.data() + named.release.size(), named.minor);
  return named;
}

/// The first minor release that prints as this one does.
int dialect(int minor, bool detailed) {
  const auto since = detailed ? std::vector{2, 3, 4, 5, 12, 14, 20} : std::vector{2, 4, 20, 25};
  return *std::prev(std::ranges::upper_bound(since, minor));
}

/// What a whole trace showed.
struct Shown : Sink {
  explicit Shown(int printed_as) : printer(printed_as) {}

  void on_sample(const Sample& sample) override {
    append_json(json, sample);
    json += '\n';
    for (const auto& line : printer.lines(sample)) printed += line + '\n';
    for (const auto& field : all_fields())
      if (observe(sample, field).index() != 0) ++observed[field.name];
    for (const auto& proc : sample.procs) p_states.insert(proc.fields.get(ProcField::status).value_or(-1));
    for (const auto& g : sample.goroutines) {
      g_states.insert(g.status);
      if (g.status == 4) reasons.insert(std::string(g.waitreason));
      if (g.lockedm && g.status == 4) locked_waits = true;
    }
    runqueue = std::max(runqueue, sample.header.get(HeaderField::runqueue).value_or(0));
    for (const auto length : sample.local) local = std::max(local, length);
    idle |= sample.header.get(HeaderField::idleprocs) == sample.header.get(HeaderField::gomaxprocs);
  }
  void on_text(std::string_view piece) override { text += piece; }

  SamplePrinter printer;
  std::string json, printed, text;
  Health health;
  std::map<std::string_view, std::uint64_t> observed;
  std::set<std::int64_t> p_states, g_states;
  std::set<std::string> reasons;
  std::int64_t runqueue = 0, local = 0;
  bool locked_waits = false, idle = false;
};

Shown read(const fs::path& trace, int printed_as = kLastMinor, std::size_t chunk = 1 << 20) {
  const auto bytes = read_file(trace).value();
  Shown shown(printed_as);
  Reader reader(shown);
  for (std::size_t i = 0; i < bytes.size(); i += chunk) reader.feed(std::string_view(bytes).substr(i, chunk));
  reader.finish();
  shown.health = reader.health();
  return shown;
}

std::string canonical(const Shown& shown) {
  auto text = shown.json;
  append_json(text, shown.health);
  return text + '\n';
}

class Releases : public testing::TestWithParam<fs::path> {};

TEST_P(Releases, ReadAsBefore) { expect_golden(canonical(read(GetParam())), GetParam()); }

TEST_P(Releases, ReadTheSameInChunks) {
  const auto whole = canonical(read(GetParam()));
  for (const std::size_t chunk : {1, 64, 1000})
    EXPECT_EQ(canonical(read(GetParam(), kLastMinor, chunk)), whole) << chunk;
}

TEST_P(Releases, LoseNothing) {
  const auto shown = read(GetParam());
  EXPECT_GE(shown.health.samples, named(GetParam()).detailed ? 3U : 8U);
  EXPECT_EQ(shown.health.incomplete_samples, 0U);
  for (std::size_t i = 0; i < kTroubles; ++i)
    EXPECT_EQ(shown.health.of(static_cast<Trouble>(i)).count, 0U) << name_of(static_cast<Trouble>(i));
  EXPECT_EQ(shown.text, "");
}

// Byte for byte as the releases of its dialect print, and as no other does: so
// nothing of a line is lost, and a trace under another release's name fails.
TEST_P(Releases, PrintBackInTheirOwnDialectOnly) {
  const auto trace = named(GetParam());
  const auto bytes = read_file(GetParam()).value();
  for (int minor = kFirstMinor; minor <= kLastMinor; ++minor) {
    const bool same = dialect(minor, trace.detailed) == dialect(trace.minor, trace.detailed);
    EXPECT_EQ(read(GetParam(), minor).printed == bytes, same) << "as printed by 1." << minor;
  }
}

TEST_P(Releases, HaveTheFieldsThatTheTableGives) {
  const auto trace = named(GetParam());
  const auto shown = read(GetParam());
  for (const auto& field : all_fields()) {
    const bool wanted = why_absent(field, trace.minor, trace.detailed).empty();
    const auto found = shown.observed.find(field.name);
    const auto count = found == shown.observed.end() ? 0 : found->second;
    // This ratio has no value until something was scheduled.
    const auto early = wanted && field.name == "syscall_ratio" && count + 1 == shown.health.samples ? 1U : 0U;
    EXPECT_EQ(count + early, wanted ? shown.health.samples : 0) << field.name;
  }
}

TEST_P(Releases, ShowWhatTheTourPromises) {
  const auto trace = named(GetParam());
  const auto shown = read(GetParam());
  EXPECT_TRUE(shown.idle);
  EXPECT_GT(shown.local, 0);
  if (!trace.detailed) {
    EXPECT_GT(shown.runqueue, 0);
    return;
  }
  EXPECT_THAT((std::set<std::int64_t>{1, 2, 3, 4, 6}), IsSubsetOf(shown.g_states));
  EXPECT_THAT((std::set<std::int64_t>{0, 1}), IsSubsetOf(shown.p_states));
  EXPECT_THAT((std::set<std::string>{"chan receive", "chan send", "select", "select (no cases)", "sleep"}),
              IsSubsetOf(shown.reasons));
  EXPECT_EQ(shown.reasons.contains("force gc (idle)"), trace.minor >= 4);
  EXPECT_EQ(shown.reasons.contains("GC worker (idle)"), trace.minor >= 6);
  EXPECT_EQ(shown.reasons.contains("IO wait"), trace.minor >= 9);
  EXPECT_EQ(shown.reasons.contains("sync.Mutex.Lock"), trace.minor >= 20);
  EXPECT_EQ(shown.reasons.contains("semacquire"), trace.minor < 24);  // main: sync.WaitGroup.Wait
  EXPECT_TRUE(shown.locked_waits);
  for (const auto& reason : shown.reasons) EXPECT_NE(wait_meaning(reason), "") << reason;
}

TEST_P(Releases, AreDescribedByTheirNote) {
  const auto trace = named(GetParam());
  auto path = GetParam();
  const auto note = read_file(path.replace_extension(".run.json")).value();
  EXPECT_THAT(note, HasSubstr(fmt::format("\"go\": \"{}\"", trace.release)));
  EXPECT_THAT(note, HasSubstr(trace.detailed ? ",scheddetail=1\"" : "\"schedtrace=20\""));
  EXPECT_THAT(note, HasSubstr("\"program\": \"trace_tour\""));
  EXPECT_THAT(note, HasSubstr("\"ending\": \"exited\""));
  EXPECT_THAT(note, Not(HasSubstr("/"))) << "a path of the machine it was recorded on";
}

INSTANTIATE_TEST_SUITE_P(Recorded, Releases, testing::ValuesIn(traces_of("releases")), test_name);

TEST(RecordedReleases, AreAllThereOnce) {
  std::vector<std::pair<int, bool>> there, wanted;
  for (const auto& trace : traces_of("releases")) there.emplace_back(named(trace).minor, named(trace).detailed);
  for (int minor = kFirstMinor; minor <= kLastMinor; ++minor)
    for (const bool detailed : {false, true}) wanted.emplace_back(minor, detailed);
  EXPECT_THAT(there, UnorderedElementsAreArray(wanted));
}

}  // namespace
}  // namespace schedlitmus::trace
