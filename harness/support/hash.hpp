// A digest over texts, for names that follow from content.
#pragma once

#include <boost/uuid/detail/sha1.hpp>
#include <string>
#include <string_view>

namespace schedlitmus {

class Hash {
 public:
  /// Length first, so that no two lists of texts give the same bytes.
  void add(std::string_view text);
  /// 40 hexadecimal digits over all that was added.
  [[nodiscard]] std::string digits();

 private:
  boost::uuids::detail::sha1 sha1_;
};

}  // namespace schedlitmus
