#include "process/proc_file.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <memory>

#include "process/descriptor.hpp"

namespace schedlitmus::process {

std::string read_proc_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text;
  if (!file) return text;
  char piece[4096];
  for (;;) {
    const ssize_t size = ::read(file.get(), piece, sizeof piece);
    if (size <= 0) return text;
    text.append(piece, static_cast<std::size_t>(size));
    // Most are small and made in one piece: no second call to see their end.
    if (static_cast<std::size_t>(size) < sizeof piece / 2) return text;
  }
}

std::optional<std::uint64_t> number_after(std::string_view text, std::string_view label) {
  auto at = text.find(label);
  if (at == std::string_view::npos) return std::nullopt;
  at = text.find_first_not_of(" \t", at + label.size());
  if (at == std::string_view::npos) return std::nullopt;
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data() + at, text.data() + text.size(), value);
  return read.ec == std::errc() ? std::optional(value) : std::nullopt;
}

void for_each_thread(pid_t pid, const std::function<void(pid_t)>& use) {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(fmt::format("/proc/{}/task", pid).c_str()),
                                                   [](DIR* open) { return ::closedir(open); });
  if (!folder) return;
  while (const dirent* entry = ::readdir(folder.get())) {
    const auto thread = static_cast<pid_t>(std::strtol(entry->d_name, nullptr, 10));
    if (thread > 0) use(thread);
  }
}

}  // namespace schedlitmus::process
