#include "support/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "support/json_cursor.hpp"
#include "support/quote.hpp"

namespace schedlitmus::json {
namespace {

using Library = nlohmann::json;

/// nlohmann's exception ids, from its documentation.
constexpr int kNumberOverflow = 406;

/// The library says what each token means; the cursor, in step with it, where
/// the token stands: the library keeps no positions of values.
class Handler : public nlohmann::json_sax<Library> {
 public:
  Handler(std::string_view text, std::size_t max_depth) : cursor_(text), max_depth_(max_depth) {}

  bool null() override { return scalar(of(Type::null)); }
  bool boolean(bool value) override {
    Value boolean = of(Type::boolean);
    boolean.boolean = value;
    return scalar(std::move(boolean));
  }
  bool number_integer(number_integer_t value) override { return number(static_cast<double>(value), value); }
  bool number_unsigned(number_unsigned_t value) override {
    if (!std::in_range<std::int64_t>(value)) return number(static_cast<double>(value), std::nullopt);
    return number(static_cast<double>(value), static_cast<std::int64_t>(value));
  }
  bool number_float(number_float_t value, const string_t& /*written*/) override { return number(value, std::nullopt); }
  bool string(string_t& value) override {
    Value string = of(Type::string);
    string.string = std::move(value);
    return scalar(std::move(string));
  }
  bool binary(binary_t& /*value*/) override { return false; }

  bool start_object(std::size_t /*elements*/) override { return begin(Type::object); }
  bool start_array(std::size_t /*elements*/) override { return begin(Type::array); }
  bool end_object() override { return end(); }
  bool end_array() override { return end(); }

  bool key(string_t& value) override {
    cursor_.skip_separators();
    Frame& frame = frames_.back();
    const auto [first, is_new] = frame.keys.emplace(value, cursor_.place());
    if (!is_new)
      duplicates_.push_back({fmt::format("duplicate key {}", quote(value)), cursor_.place(),
                             fmt::format("it stands at {}:{} already", first->second.line, first->second.column)});
    frame.value.members.push_back({std::move(value), cursor_.place(), cursor_.offset(), {}});
    cursor_.skip_token();
    last_ = Last::key;
    return true;
  }

  bool parse_error(std::size_t /*position*/, const std::string& token, const Library::exception& error) override {
    if (error.id == kNumberOverflow) {
      cursor_.skip_separators();
      fault_ = {fmt::format("the number {} is out of range", quote(token)), cursor_.place(), ""};
      return false;
    }
    std::vector<Open> open;
    open.reserve(frames_.size());
    for (const Frame& frame : frames_) open.push_back({frame.value.type, frame.value.place});
    fault_ = diagnose(cursor_, open, last_);
    return false;
  }

  std::optional<Value> root;
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }
  [[nodiscard]] const std::vector<Fault>& duplicates() const { return duplicates_; }

 private:
  struct Frame {
    Value value;
    std::map<std::string, Place, std::less<>> keys;
  };

  /// A value of that type at the next token.
  Value of(Type type) {
    cursor_.skip_separators();
    Value value;
    value.type = type;
    value.place = cursor_.place();
    value.begin = cursor_.offset();
    return value;
  }

  bool number(double value, std::optional<std::int64_t> integer) {
    Value number = of(Type::number);
    number.number = value;
    number.integer = integer;
    return scalar(std::move(number));
  }

  bool scalar(Value value) {
    if (!is_whole_word(cursor_)) {
      fault_ = diagnose_word(cursor_);
      return false;
    }
    cursor_.skip_token();
    value.end = cursor_.offset();
    deliver(std::move(value));
    return true;
  }

  bool begin(Type type) {
    cursor_.skip_separators();
    if (frames_.size() >= max_depth_) {
      fault_ = {fmt::format("more than {} levels of lists and objects", max_depth_), cursor_.place(), ""};
      return false;
    }
    frames_.push_back({of(type), {}});
    cursor_.skip_token();
    last_ = Last::opening;
    return true;
  }

  bool end() {
    cursor_.skip_separators();
    cursor_.skip_token();
    Value value = std::move(frames_.back().value);
    value.end = cursor_.offset();
    frames_.pop_back();
    deliver(std::move(value));
    return true;
  }

  void deliver(Value value) {
    last_ = Last::value;
    if (frames_.empty()) {
      root = std::move(value);
    } else if (Value& parent = frames_.back().value; parent.type == Type::array) {
      parent.items.push_back(std::move(value));
    } else {
      parent.members.back().value = std::move(value);
    }
  }

  Cursor cursor_;
  std::size_t max_depth_;
  std::vector<Frame> frames_;
  Last last_ = Last::nothing;
  std::optional<Fault> fault_;
  std::vector<Fault> duplicates_;
};

Error to_error(const Fault& fault, const std::string& file) {
  return {fault.what, where(file, fault.place), fault.hint};
}

}  // namespace

std::string where(const std::string& file, Place place) {
  return fmt::format("{}:{}:{}", file, place.line, place.column);
}

std::string_view name_of(Type type) {
  switch (type) {
    case Type::null:
      return "null";
    case Type::boolean:
      return "true or false";
    case Type::number:
      return "a number";
    case Type::string:
      return "a string";
    case Type::array:
      return "a list";
    case Type::object:
      return "an object";
  }
  return "";
}

const Member* Value::find(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &Member::key);
  return found == members.end() ? nullptr : &*found;
}

Document parse(std::string_view text, const std::string& file, std::size_t max_depth) {
  Document document;
  if (const auto bad = find_bad_bytes(text)) {
    document.errors.push_back(to_error(*bad, file));
    return document;
  }
  Handler handler(text, max_depth);
  bool whole = false;
  try {
    whole = Library::sax_parse(text.begin(), text.end(), &handler, Library::input_format_t::json, true, true);
  } catch (const std::exception& error) {
    document.errors.push_back({error.what(), file, ""});
    return document;
  }
  if (!whole) {
    const Fault unexplained{"the text is not JSON", {}, ""};
    document.errors.push_back(to_error(handler.fault().value_or(unexplained), file));
    return document;
  }
  document.root = std::move(handler.root);
  for (const Fault& duplicate : handler.duplicates()) document.errors.push_back(to_error(duplicate, file));
  return document;
}

}  // namespace schedlitmus::json
