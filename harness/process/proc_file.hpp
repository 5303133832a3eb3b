// Reading of /proc.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace schedlitmus::process {

/// The whole file; empty: not there, or not for us.
[[nodiscard]] std::string read_proc_file(const std::string& path);

/// The number behind the label: "VmHWM:", "total=".
[[nodiscard]] std::optional<std::uint64_t> number_after(std::string_view text, std::string_view label);

/// Calls `use` with the number of each thread of /proc/PID/task.
void for_each_thread(pid_t pid, const std::function<void(pid_t)>& use);

}  // namespace schedlitmus::process
