// Recorded traces in, canonical text out; see fixtures/nasty/README.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "source_dir.hpp"
#include "trace/export.hpp"
#include "trace/reader.hpp"

namespace schedlitmus::trace {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

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

std::vector<fs::path> traces() {
  std::vector<fs::path> paths;
  std::error_code missing;  // then there is no test, which is an error of its own
  for (const auto& entry : fs::directory_iterator(source_dir() / "fixtures" / "nasty", missing))
    if (entry.path().extension() == ".trace") paths.push_back(entry.path());
  std::ranges::sort(paths);
  return paths;
}

class Golden : public testing::TestWithParam<fs::path> {};

TEST_P(Golden, ReadsAsBefore) {
  const auto trace = content(GetParam());
  const auto got = canonical(trace, trace.size() + 1);
  auto golden = GetParam();
  golden.replace_extension(".golden");
  if (std::getenv("SCHEDLITMUS_UPDATE_GOLDEN") != nullptr) std::ofstream(golden, std::ios::binary) << got;
  EXPECT_EQ(got, content(golden));
}

TEST_P(Golden, ReadsTheSameInChunks) {
  const auto trace = content(GetParam());
  const auto whole = canonical(trace, trace.size() + 1);
  for (const std::size_t chunk : {1, 7, 64, 300, 4096}) EXPECT_EQ(canonical(trace, chunk), whole) << chunk;
}

INSTANTIATE_TEST_SUITE_P(Nasty, Golden, testing::ValuesIn(traces()), [](const auto& tested) {
  auto name = tested.param.stem().string();
  std::ranges::replace_if(name, [](char c) { return c == '.' || c == '-'; }, '_');
  return name;
});

}  // namespace
}  // namespace schedlitmus::trace
