#include "toolchain/files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <system_error>
#include <thread>

#include "support/files.hpp"

namespace schedlitmus::toolchain {

namespace fs = std::filesystem;

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
