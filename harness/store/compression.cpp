#include "store/compression.hpp"

#include <zstd.h>

#include <cstdlib>

namespace schedlitmus::store {

std::string compress(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), ZSTD_CLEVEL_DEFAULT);
  if (ZSTD_isError(size) != 0) std::abort();  // with a buffer of the bound only memory can run out
  packed.resize(size);
  packed.shrink_to_fit();  // it may be kept, and the bound is many times its size
  return packed;
}

std::optional<std::string> decompress(std::string_view packed, std::size_t limit) {
  // Also larger than any limit: "not a frame" and "size not told".
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size > limit) return std::nullopt;
  std::string bytes(size, '\0');
  if (ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size()) != size) return std::nullopt;
  return bytes;
}

}  // namespace schedlitmus::store
