// Names of campaigns and runs that stay when stores are joined.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace schedlitmus::store {

/// 32 hexadecimal digits that nothing else has.
[[nodiscard]] std::string new_uid();
/// Likewise, the same for the same texts: two copies of one store give the same.
[[nodiscard]] std::string uid_of(std::initializer_list<std::string_view> texts);

}  // namespace schedlitmus::store
