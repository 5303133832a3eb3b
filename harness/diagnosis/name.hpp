// The diagnoses by name, and what each means for people.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace schedlitmus::diagnosis {

enum class Name : std::uint8_t {
  blocked_threads,
  work_waits_while_idle,
  overproduction,
  syscall_heavy,
  gc_pressure,
  stuck_stop_the_world,
  goroutine_leak,
  deadlock,
  locked_threads,
  busy_p,
  host_noise,
};
inline constexpr std::size_t kNames = 11;
[[nodiscard]] constexpr std::size_t index_of(Name name) { return static_cast<std::size_t>(name); }

/// What is told of a diagnosis whatever the trace: sentences.
struct About {
  Name name;
  std::string_view word;      ///< "blocked-threads": in files and in JSON, so it never changes
  std::string_view title;     ///< "threads are held by blocking calls"
  std::string_view meaning;   ///< what happens in the program
  std::string_view advice;    ///< what to do
  std::string_view misleads;  ///< where it can be wrong
  bool needs_detail;          ///< nothing of it can be seen without scheddetail=1
};
/// In the order of Name.
[[nodiscard]] const std::array<About, kNames>& all_diagnoses();
[[nodiscard]] const About& about(Name name);
[[nodiscard]] std::string_view name_of(Name name);
/// Nothing for a word that names none.
[[nodiscard]] std::optional<Name> name_from(std::string_view word);

}  // namespace schedlitmus::diagnosis
