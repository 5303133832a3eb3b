#include "trace/text_pool.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace schedlitmus::trace {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{16} << 10U;
constexpr std::size_t kLargeBytes = std::size_t{1} << 20U;

/// An empty text has data too, with the padding that every text has.
constexpr char kNothingBytes[TextPool::kPadding + 1] = {};
constexpr std::string_view kNothing = std::string_view(kNothingBytes).substr(0, 0);

/// FNV-1a: texts are short.
std::uint32_t hash(std::string_view text) {
  std::uint32_t sum = 2166136261U;
  for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 16777619U;
  return sum ^ (sum >> 15U);
}

}  // namespace

std::string_view TextPool::keep(std::string_view text) {
  if (text.empty()) return kNothing;
  auto& slot = recent_[hash(text) % kSlots];
  if (slot != text) slot = copy(text);
  return slot;
}

std::string_view TextPool::copy(std::string_view text) {
  const auto needed = text.size() + kPadding;
  if (needed > left_) {
    const auto size = std::max(kBlockBytes, needed);
    blocks_.push_back(std::make_unique<char[]>(size));
    left_ = size;
    kept_ += size;
  }
  // The block is filled from its end, so that `left_` is also the place.
  left_ -= needed;
  char* const place = blocks_.back().get() + left_;
  std::memcpy(place, text.data(), text.size());
  return {place, text.size()};
}

bool TextPool::trim() {
  if (kept_ < kLargeBytes) return false;
  recent_.fill({});
  blocks_.clear();
  left_ = 0;
  kept_ = 0;
  return true;
}

}  // namespace schedlitmus::trace
