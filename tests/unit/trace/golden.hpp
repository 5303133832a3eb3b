// Recorded traces and what the reader makes of them, kept beside them.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include "source_dir.hpp"
#include "support/files.hpp"

namespace schedlitmus::trace {

/// The traces of a folder of fixtures/, in the order of their names.
inline std::vector<std::filesystem::path> traces_of(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code missing;  // then there is no test, which is an error of its own
  for (const auto& entry : std::filesystem::directory_iterator(source_dir() / "fixtures" / folder, missing))
    if (entry.path().extension() == ".trace") paths.push_back(entry.path());
  std::ranges::sort(paths);
  return paths;
}

/// Compares with the trace's .golden file. With SCHEDLITMUS_UPDATE_GOLDEN=1 in
/// the environment, as fixtures/refresh sets it, the file is written instead.
inline void expect_golden(const std::string& got, std::filesystem::path trace) {
  const auto golden = trace.replace_extension(".golden");
  if (std::getenv("SCHEDLITMUS_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << got;
    return;
  }
  EXPECT_EQ(got, read_file(golden).value_or("")) << "if this is meant: fixtures/refresh";
}

/// Names a test after its trace.
inline std::string test_name(const testing::TestParamInfo<std::filesystem::path>& tested) {
  auto name = tested.param.stem().string();
  std::ranges::replace_if(name, [](char c) { return c == '.' || c == '-'; }, '_');
  return name;
}

}  // namespace schedlitmus::trace
