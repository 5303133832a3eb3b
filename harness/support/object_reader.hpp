// Strict reading of one JSON object: each key is asked for by name, and what
// was not asked for is an error.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "support/duration.hpp"
#include "support/json.hpp"
#include "support/result.hpp"

namespace schedlitmus::json {

/// The errors of one file, gathered so that all of them can be reported at once.
class Problems {
 public:
  explicit Problems(std::string file) : files_{std::move(file)} {}

  void add(Place place, std::string what, std::string hint = {});
  /// Another file that values come from: the `source` of their places.
  int add_file(std::string file);
  /// Said in the hint of each error at that place.
  void remark(Place place, std::string text);
  /// The last word on that place: what is added to it later follows from what was said already.
  void settle(Place place) { settled_.insert(place); }
  [[nodiscard]] bool empty() const { return errors_.empty(); }
  [[nodiscard]] const std::string& file_of(Place place) const { return files_[static_cast<std::size_t>(place.source)]; }
  /// In the order of the text; those of other files first.
  [[nodiscard]] std::vector<Error> take();

 private:
  struct Placed {
    Place place;
    Error error;
  };
  std::vector<std::string> files_;
  std::vector<Placed> errors_;  ///< by place
  std::map<Place, std::string> remarks_;
  std::set<Place> settled_;
};

// Each reads a value of one type; a value of another one is reported and
// gives nothing. `name` stands in the error: "\"title\"", "an entry of \"args\"".
std::optional<std::string> read_text(const Value& value, const std::string& name, Problems& problems);
/// A text that is not empty and not blank.
std::optional<std::string> read_filled_text(const Value& value, const std::string& name, Problems& problems);
std::optional<bool> read_bool(const Value& value, const std::string& name, Problems& problems);
std::optional<double> read_number(const Value& value, const std::string& name, Problems& problems);
std::optional<int> read_integer(const Value& value, const std::string& name, int least, int most, Problems& problems);
std::optional<Millis> read_duration(const Value& value, const std::string& name, Problems& problems);
std::vector<std::string> read_texts(const Value& value, const std::string& name, Problems& problems);
/// True if the value is of the type; else reports it.
bool expect_type(const Value& value, Type type, const std::string& name, Problems& problems);

class ObjectReader {
 public:
  /// `what` is the object's name in errors: "the scenario". A value that is no
  /// object is reported; after that no key is there and none is missing.
  ObjectReader(const Value& value, std::string what, Problems& problems);

  /// The member with that key, or nullptr.
  const Member* get(std::string_view key);
  /// Likewise; a missing one is reported.
  const Member* require(std::string_view key);

  std::optional<std::string> text(std::string_view key);
  std::optional<std::string> required_text(std::string_view key);
  std::optional<bool> boolean(std::string_view key);
  std::optional<double> number(std::string_view key);
  std::optional<Millis> duration(std::string_view key);

  /// Reports the keys that were not asked for, with the nearest of those that were.
  void finish();

  [[nodiscard]] bool is_object() const { return value_.type == Type::object; }
  [[nodiscard]] Place place() const { return value_.place; }

 private:
  const Value& value_;
  std::string what_;
  Problems& problems_;
  std::vector<std::string_view> known_;
};

}  // namespace schedlitmus::json
