#include "store/uid.hpp"

#include <fmt/format.h>

#include <boost/uuid/detail/sha1.hpp>
#include <random>

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
  boost::uuids::detail::sha1 sha1;
  for (const std::string_view text : texts) {
    // Length first, so that no two lists of texts give the same bytes.
    const std::string head = fmt::format("{}:", text.size());
    sha1.process_bytes(head.data(), head.size());
    sha1.process_bytes(text.data(), text.size());
  }
  boost::uuids::detail::sha1::digest_type digest;
  sha1.get_digest(digest);
  std::string uid;
  for (std::size_t i = 0; i < kWords; ++i) uid += fmt::format("{:08x}", digest[i]);
  return uid;
}

}  // namespace schedlitmus::store
