// The one strict JSON reader: every value and key knows where it stands, and
// what the format leaves open (duplicate keys, depth, huge numbers) is an
// error. Comments are allowed. No bytes make it throw or crash.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/result.hpp"

namespace schedlitmus::json {

/// 1-based; a column counts characters (code points), as editors do.
struct Place {
  int line = 1;
  int column = 1;
  int source = 0;  ///< 0: the text itself; else another one, of which its reader put a value in (see Problems)
  [[nodiscard]] bool operator==(const Place&) const = default;
  /// What was put in comes before the text's own.
  [[nodiscard]] std::strong_ordering operator<=>(const Place& other) const {
    if (source != other.source) return other.source <=> source;
    return std::pair(line, column) <=> std::pair(other.line, other.column);
  }
};

/// "file:line:column"
[[nodiscard]] std::string where(const std::string& file, Place place);

enum class Type : std::uint8_t { null, boolean, number, string, array, object };
/// With its article: "a string", "an object".
[[nodiscard]] std::string_view name_of(Type type);

struct Member;

struct Value {
  Type type = Type::null;
  Place place;  ///< of its first character
  /// The bytes of the text that it is written in: [begin, end).
  std::size_t begin = 0, end = 0;
  bool boolean = false;
  double number = 0;
  std::optional<std::int64_t> integer;  ///< of a number written without fraction or exponent that fits
  std::string string;
  std::vector<Value> items;     ///< of an array
  std::vector<Member> members;  ///< of an object, in the order of the text; of duplicate keys all are there

  /// The first member with that key, or nullptr.
  [[nodiscard]] const Member* find(std::string_view key) const;
};

struct Member {
  std::string key;
  Place key_place;
  std::size_t key_begin = 0;  ///< its byte in the text
  Value value;
};

struct Document {
  std::optional<Value> root;  ///< there if the text is JSON
  std::vector<Error> errors;  ///< the syntax error, or else each duplicate key
};

inline constexpr std::size_t kMaxDepth = 64;

/// Reads the whole text, which must be UTF-8. `file` stands in the errors only.
[[nodiscard]] Document parse(std::string_view text, const std::string& file, std::size_t max_depth = kMaxDepth);

}  // namespace schedlitmus::json
