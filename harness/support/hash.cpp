#include "support/hash.hpp"

#include <fmt/format.h>

namespace schedlitmus {

void Hash::add(std::string_view text) {
  const std::string head = fmt::format("{}:", text.size());
  sha1_.process_bytes(head.data(), head.size());
  sha1_.process_bytes(text.data(), text.size());
}

std::string Hash::digits() {
  boost::uuids::detail::sha1::digest_type digest;
  sha1_.get_digest(digest);
  std::string text;
  for (const unsigned part : digest) text += fmt::format("{:08x}", part);
  return text;
}

}  // namespace schedlitmus
