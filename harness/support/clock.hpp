// The wall clock, as text.
#pragma once

#include <string>

namespace schedlitmus {

/// Now in UTC, ISO 8601 with milliseconds: "2026-01-31T09:30:00.125Z".
[[nodiscard]] std::string now_utc();

}  // namespace schedlitmus
