#include "expectation/small_file.hpp"

#include <cstdint>
#include <system_error>

#include "support/files.hpp"

namespace schedlitmus::expectation {

namespace fs = std::filesystem;

namespace {

/// An expectation is a page of text; what is larger is another file.
constexpr std::uintmax_t kLargestFile = 1U << 20U;

}  // namespace

fs::path real_path(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal() : real;
}

Result<std::string> read_small_file(const std::string& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  if (!error && size > kLargestFile)
    return fail("the file is larger than 1 MiB", file, "an expectation is a page of text");
  auto text = read_file(file);
  if (!text) return fail("the file cannot be read", file, error ? error.message() : "may it be read by this user?");
  if (text->empty())
    return fail("the file is empty", file, R"(the smallest expectation has "title", "scenario" and "checks")");
  return text;
}

}  // namespace schedlitmus::expectation
