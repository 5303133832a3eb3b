#include "support/files.hpp"

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace schedlitmus {

namespace {

tl::unexpected<Error> failure(const std::string& what, const std::filesystem::path& where) {
  return fail(what + ": " + std::system_category().message(errno), where.string());
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  // Of an empty file there is nothing to insert, which is no failure; what cannot be read shows in peek().
  if (file && file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
  if (!file.is_open() || file.bad() || !text) return failure("cannot read it", path);
  return std::move(text).str();
}

Result<void> write_file(const std::filesystem::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) return failure("cannot write it", path);
  return {};
}

}  // namespace schedlitmus
