#include "expectation/read_condition.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "expectation/condition.hpp"
#include "expectation/read_subject.hpp"
#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

using json::Member;
using json::Value;

/// "[4, 4]": what a list for that many Ps looks like.
std::string example_list(const Limits& limits) {
  const std::size_t length = limits.gomaxprocs.size() == 1 ? static_cast<std::size_t>(limits.gomaxprocs[0]) : 2;
  constexpr std::size_t kMostShown = 4;
  const std::vector<int> fours(std::min(length, kMostShown), 4);
  return fmt::format("[{}{}]", fmt::join(fours, ", "), length > kMostShown ? ", ..." : "");
}

/// Reads one condition, key by key.
class ConditionReader {
 public:
  ConditionReader(ObjectReader& reader, const std::optional<Subject>& subject, const Limits& limits, Problems& problems)
      : reader_(reader), subject_(subject), limits_(limits), problems_(problems) {
    equals_ = reader.get("equals");
    one_of_ = reader.get("one_of");
    matches_ = reader.get("matches");
    min_ = reader.get("min");
    max_ = reader.get("max");
    entries_ = reader.get("ps");
  }

  Condition read() {
    if (equals_ != nullptr) condition_.equals = read_expected(equals_->value, R"("equals")");
    if (one_of_ != nullptr) read_one_of();
    if (matches_ != nullptr) read_matches();
    if (min_ != nullptr) condition_.min = read_limit(*min_);
    if (max_ != nullptr) condition_.max = read_limit(*max_);
    refuse_two_at_once();
    check_bounds();
    read_tolerance();
    read_order();
    read_entries();
    return std::move(condition_);
  }

 private:
  [[nodiscard]] bool is(ValueKind kind) const { return subject_ && kind_of(*subject_) == kind; }
  [[nodiscard]] std::string subject_name() const {
    return subject_->kind == SubjectKind::field ? quote(subject_->field->name) : describe(*subject_);
  }
  void add(json::Place place, std::string what, std::string hint = {}) {
    problems_.add(place, std::move(what), std::move(hint));
  }

  std::optional<Expected> read_expected(const Value& value, const std::string& name) {
    if (is(ValueKind::text)) {
      auto text = read_text(value, name, problems_);
      return text ? std::optional<Expected>(std::move(*text)) : std::nullopt;
    }
    if (is(ValueKind::fact)) {
      const auto fact = read_bool(value, name, problems_);
      return fact ? std::optional<Expected>(*fact) : std::nullopt;
    }
    if (value.type == json::Type::array) return read_list(value, name);
    return read_expected_number(value, name);
  }

  std::optional<Expected> read_expected_number(const Value& value, const std::string& name) {
    const bool relative = value.type == json::Type::string && value.string.find("gomaxprocs") != std::string::npos;
    // Without a subject, which is in error itself, a text or a fact may be right.
    if (!subject_ && (value.type == json::Type::string || value.type == json::Type::boolean)) return std::nullopt;
    if (value.type != json::Type::number && !relative) {
      const bool lists = subject_ && subject_->kind == SubjectKind::field;
      add(value.place,
          fmt::format("{} must be a number{}, not {}", name, lists ? " or a list" : "", name_of(value.type)));
      return std::nullopt;
    }
    if (is(ValueKind::list) && entries_ == nullptr) {
      add(value.place, fmt::format("{} is a list, a number for each {}", subject_name(), place_of_entry()),
          fmt::format(R"(write {}, or say of which entries the number is expected: "ps": "all", "any" or "one")",
                      example_list(limits_)));
      return std::nullopt;
    }
    const auto bound = read_bound(value, name, problems_);
    return bound ? std::optional<Expected>(*bound) : std::nullopt;
  }

  [[nodiscard]] std::string_view place_of_entry() const {
    return subject_->field->source == trace::FieldSource::machines ? "M" : "P";
  }

  std::optional<Expected> read_list(const Value& value, const std::string& name) {
    if (subject_ && !is(ValueKind::list)) {
      add(value.place, fmt::format("{} is one number, not a list", subject_name()));
      return std::nullopt;
    }
    Observation::List list;
    for (const Value& item : value.items) {
      if (item.integer) {
        list.push_back(*item.integer);
      } else if (expect_type(item, json::Type::number, "an entry of " + name, problems_)) {
        add(item.place, fmt::format("an entry of {} must be a whole number, not {}", name, format_number(item.number)));
      }
    }
    if (list.size() != value.items.size()) return std::nullopt;
    if (subject_) check_length(value);
    return list;
  }

  void check_length(const Value& value) {
    const std::string_view field = subject_->field->name;
    const std::size_t length = value.items.size();
    if (subject_->field->source == trace::FieldSource::machines) {
      add(value.place, fmt::format("{} has one entry for each M, and how many there are is not promised", quote(field)),
          R"(write a number and "ps": "all", "any" or "one")");
      return;
    }
    for (const int procs : limits_.gomaxprocs) {
      if (length == static_cast<std::size_t>(procs)) continue;
      add(value.place,
          fmt::format("{} for {}, but {} has one for each P and \"gomaxprocs\" has {}", count_of(length, "number"),
                      quote(field), field, procs),
          limits_.gomaxprocs.size() == 1 ? "write " + example_list(limits_)
                                         : "a list fits one setting: use min and max, or a file for each");
      return;
    }
  }

  void read_one_of() {
    const Value& value = one_of_->value;
    if (is(ValueKind::fact)) {
      add(one_of_->key_place, R"("one_of" does not belong here)", R"(it is true or false: write "equals")");
      return;
    }
    if (!expect_type(value, json::Type::array, R"("one_of")", problems_)) return;
    if (value.items.empty()) add(value.place, R"("one_of" is empty)", "nothing would be right");
    for (const Value& item : value.items) {
      auto expected = read_expected(item, R"(an entry of "one_of")");
      if (!expected) continue;
      if (std::ranges::find(condition_.one_of, *expected) != condition_.one_of.end())
        add(item.place, R"(this stands twice in "one_of")");
      if (!condition_.one_of.empty() && condition_.one_of.front().index() != expected->index())
        add(item.place, R"("one_of" has both lists and numbers)");
      condition_.one_of.push_back(std::move(*expected));
    }
  }

  void read_matches() {
    if (subject_ && !is(ValueKind::text)) {
      add(matches_->key_place, fmt::format(R"("matches" is about texts, and {} is none)", subject_name()),
          R"(add "equals", "min" or "max")");
      return;
    }
    condition_.matches = read_regex(matches_->value, R"("matches")", problems_);
  }

  std::optional<Bound> read_limit(const Member& member) {
    if (is(ValueKind::text) || is(ValueKind::fact)) {
      add(member.key_place, fmt::format("{} is about numbers, and {} is none", quote(member.key), subject_name()),
          is(ValueKind::text) ? R"(add "equals", "one_of" or "matches")" : R"(add "equals": true)");
      return std::nullopt;
    }
    return read_bound(member.value, quote(member.key), problems_);
  }

  void refuse_two_at_once() {
    const Member* bound = min_ != nullptr ? min_ : max_;
    const Member* first = nullptr;
    for (const Member* member : {equals_, one_of_, matches_, bound}) {
      if (member == nullptr) continue;
      if (first != nullptr) {
        add(member->key_place, fmt::format("{} beside {}", quote(member->key), quote(first->key)),
            R"("equals" is exact up to "tolerance", "one_of" names several; bounds go without them)");
      }
      if (first == nullptr) first = member;
    }
    // A distribution is compared with its reference.
    if (first == nullptr && reader_.get("reference") == nullptr && reader_.is_object())
      add(reader_.place(), "the check compares what it sees with nothing",
          R"(add "equals", "one_of", "min" or "max", or "matches" for a text)");
  }

  /// Of those that grow differently with gomaxprocs: for each setting.
  void check_bounds() {
    if (!condition_.min || !condition_.max) return;
    const bool relative = condition_.min->is_relative() || condition_.max->is_relative();
    const auto settings = relative ? limits_.gomaxprocs : std::vector<int>{1};
    for (const int procs : settings) {
      if (condition_.min->at(procs) <= condition_.max->at(procs)) continue;
      add(max_->value.place,
          fmt::format("max {} is below min {}{}", to_string(*condition_.max), to_string(*condition_.min),
                      relative ? fmt::format(" where gomaxprocs is {}", procs) : std::string()),
          "nothing can be in between");
      return;
    }
  }

  void read_tolerance() {
    const Member* member = reader_.get("tolerance");
    if (member == nullptr) return;
    if (equals_ == nullptr && one_of_ == nullptr)
      add(member->key_place, R"("tolerance" without "equals")", "min and max are bounds as they stand");
    if (is(ValueKind::text) || is(ValueKind::fact)) {
      add(member->key_place, fmt::format(R"("tolerance" is about numbers, and {} is none)", subject_name()));
      return;
    }
    const Value& value = member->value;
    if (value.type == json::Type::string && value.string.find('%') != std::string::npos) {
      const auto share = parse_percent(value.string);
      if (!share || *share > 1)
        add(value.place, fmt::format(R"("tolerance": {} is no share from 0% to 100%)", quote(value.string)),
            R"(of the expected number, such as "10%")");
      condition_.tolerance_share = share.value_or(0);
      return;
    }
    const auto tolerance = read_number(value, R"("tolerance")", problems_);
    if (tolerance && *tolerance < 0)
      add(value.place, fmt::format("a tolerance of {} is below 0", format_number(*tolerance)));
    condition_.tolerance = tolerance.value_or(0);
  }

  void read_order() {
    const Member* member = reader_.get("order");
    if (member == nullptr) return;
    const auto order = read_text(member->value, R"("order")", problems_);
    if (order && *order != "any" && *order != "exact")
      add(member->value.place, fmt::format("unknown order {}", quote(*order)), R"(it is "exact" or "any")");
    if (!names_lists_as_written())
      add(member->key_place, R"("order" without a list)", R"(it belongs to "equals": [4, 4])");
    condition_.order = order == "any" ? ListOrder::any : ListOrder::exact;
  }

  /// Whether a list is expected; one in error counts.
  [[nodiscard]] bool names_lists_as_written() const {
    if (equals_ != nullptr) return equals_->value.type == json::Type::array;
    if (one_of_ == nullptr || one_of_->value.type != json::Type::array) return false;
    const auto is_list = [](const Value& item) { return item.type == json::Type::array; };
    return std::ranges::any_of(one_of_->value.items, is_list);
  }

  void read_entries() {
    if (entries_ == nullptr) return;
    const auto text = read_text(entries_->value, R"("ps")", problems_);
    if (text && *text != "all" && *text != "any" && *text != "one")
      add(entries_->value.place, fmt::format("unknown \"ps\": {}", quote(*text)), R"(it is "all", "any" or "one")");
    if (subject_ && !is(ValueKind::list)) {
      add(entries_->key_place, R"("ps" without a list)",
          R"(it says of how many entries of a list field the condition is true, such as "local_queues")");
    } else if (names_lists_as_written()) {
      add(entries_->key_place, R"("ps" beside a list)", R"(a list is compared as a whole: write a number, or "order")");
    }
    condition_.entries = text == "any" ? Entries::any : text == "one" ? Entries::one : Entries::all;
  }

  ObjectReader& reader_;
  const std::optional<Subject>& subject_;
  const Limits& limits_;
  Problems& problems_;
  Condition condition_;
  const Member *equals_, *one_of_, *matches_, *min_, *max_, *entries_;
};

}  // namespace

Condition read_condition(ObjectReader& reader, const std::optional<Subject>& subject, const Limits& limits,
                         Problems& problems) {
  return ConditionReader(reader, subject, limits, problems).read();
}

}  // namespace schedlitmus::expectation
