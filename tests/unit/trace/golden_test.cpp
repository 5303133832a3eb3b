// Awkward traces in, canonical text out; see fixtures/nasty/README.md.
#include "unit/trace/golden.hpp"

#include "trace/export.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::trace {
namespace {

namespace fs = std::filesystem;

struct Canonical : Sink {
  void on_sample(const Sample& sample) override { append_csv(rows, sample); }
  void on_text(std::string_view piece) override { text += piece; }
  std::string rows, text;
};

std::string canonical(std::string_view trace, std::size_t chunk) {
  Canonical sink;
  Reader reader(sink);
  for (std::size_t i = 0; i < trace.size(); i += chunk) reader.feed(trace.substr(i, chunk));
  reader.finish();
  std::string result = describe(reader.health());
  append_csv_header(result);
  return result + sink.rows + "text: " + std::to_string(sink.text.size()) + " bytes\n";
}

class Golden : public testing::TestWithParam<fs::path> {};

TEST_P(Golden, ReadsAsBefore) {
  const auto trace = read_file(GetParam()).value();
  expect_golden(canonical(trace, trace.size() + 1), GetParam());
}

TEST_P(Golden, ReadsTheSameInChunks) {
  const auto trace = read_file(GetParam()).value();
  const auto whole = canonical(trace, trace.size() + 1);
  for (const std::size_t chunk : {1, 7, 64, 300, 4096}) EXPECT_EQ(canonical(trace, chunk), whole) << chunk;
}

INSTANTIATE_TEST_SUITE_P(Nasty, Golden, testing::ValuesIn(traces_of("nasty")), test_name);

}  // namespace
}  // namespace schedlitmus::trace
