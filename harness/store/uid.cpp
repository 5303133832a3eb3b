#include "store/uid.hpp"

#include <fmt/format.h>

#include <random>

#include "support/hash.hpp"

namespace schedlitmus::store {
namespace {

constexpr std::size_t kWords = 4;  ///< of 32 bits

}  // namespace

std::string new_uid() {
  std::random_device random;
  std::string uid;
  for (std::size_t i = 0; i < kWords; ++i) uid += fmt::format("{:08x}", random());
  return uid;
}

std::string uid_of(std::initializer_list<std::string_view> texts) {
  Hash hash;
  for (const auto text : texts) hash.add(text);
  return hash.digits().substr(0, 8 * kWords);
}

}  // namespace schedlitmus::store
