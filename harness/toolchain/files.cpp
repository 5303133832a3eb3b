#include "toolchain/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>
#include <thread>

namespace schedlitmus::toolchain {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> failure(const std::string& what, const fs::path& where) {
  return fail(what + ": " + std::system_category().message(errno), where.string());
}

}  // namespace

Result<std::string> read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return failure("cannot read it", path);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) return failure("cannot read it", path);
  return text;
}

Result<void> write_file(const fs::path& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) return failure("cannot write it", path);
  return {};
}

Result<void> make_folder(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return fail("cannot make the folder: " + error.message(), path.string());
  return {};
}

Result<void> replace_file(const fs::path& path, std::string_view text) {
  if (auto made = make_folder(path.parent_path()); !made) return made;
  const fs::path fresh =
      fmt::format("{}.{}.{}", path.string(), ::getpid(), std::hash<std::thread::id>()(std::this_thread::get_id()));
  if (auto written = write_file(fresh, text); !written) return written;
  std::error_code error;
  fs::rename(fresh, path, error);
  if (error) {
    std::error_code ignored;
    fs::remove(fresh, ignored);
    return fail("cannot write it: " + error.message(), path.string());
  }
  return {};
}

}  // namespace schedlitmus::toolchain
