#pragma once

namespace schedlitmus::campaign {

/// Of schedlitmus itself.
inline constexpr const char* kVersion = SCHEDLITMUS_VERSION;

}  // namespace schedlitmus::campaign
