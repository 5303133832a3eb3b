#include "cli/one_expectation.hpp"

#include <filesystem>
#include <utility>

#include "expectation/loader.hpp"

namespace schedlitmus::cli {

namespace fs = std::filesystem;

bool is_expectation_file(const std::string& word) { return fs::path(word).extension() == ".json"; }

Result<expectation::Expectation> load_one(const std::string& file) {
  auto loaded = expectation::load({file}, fs::path(file).parent_path().string());
  if (!loaded.errors.empty()) return tl::unexpected(loaded.errors.front());
  if (loaded.expectations.size() != 1) return fail("no expectation in it", file);
  return std::move(loaded.expectations.front());
}

}  // namespace schedlitmus::cli
