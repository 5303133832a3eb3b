// Values into a statement and out of a row, one column after the other.
#pragma once

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/words.hpp"
#include "support/duration.hpp"

namespace schedlitmus::store {

/// "0,1" for {0, 1}.
[[nodiscard]] std::string text_of(const std::vector<int>& numbers);
/// "a=1,b=2"; neither name nor value can hold a comma, as in GODEBUG itself.
[[nodiscard]] std::string text_of(const std::map<std::string, std::string>& settings);
/// Nothing where it is not such a text.
[[nodiscard]] std::optional<std::vector<int>> numbers_of(std::string_view text);
[[nodiscard]] std::optional<std::map<std::string, std::string>> settings_of(std::string_view text);

/// Binds one value after the other.
class Binder {
 public:
  explicit Binder(SQLite::Statement& statement) : statement_(statement) {}

  void operator()(const char* /*column*/, const auto& value) { add(value); }

  void add(bool value) { statement_.bind(++place_, value ? 1 : 0); }
  void add(int value) { statement_.bind(++place_, value); }
  void add(std::int64_t value) { statement_.bind(++place_, value); }
  void add(std::uint64_t value) { add(static_cast<std::int64_t>(value)); }
  void add(std::chrono::nanoseconds value) { add(std::int64_t{value.count()}); }
  void add(std::string_view value) { statement_.bind(++place_, std::string(value)); }
  void add(process::Ending value) { add(name_of(value)); }
  void add(const std::vector<int>& value) { add(std::string_view(text_of(value))); }
  void add(const std::map<std::string, std::string>& value) { add(std::string_view(text_of(value))); }
  /// A measured number, negative where it is not known.
  void add(double value) { value >= 0 ? statement_.bind(++place_, value) : statement_.bind(++place_); }
  void add(const std::optional<double>& value) {
    value ? statement_.bind(++place_, *value) : statement_.bind(++place_);
  }
  void add(const std::optional<int>& value) { value ? add(*value) : statement_.bind(++place_); }
  void add(const std::optional<Millis>& time) { time ? add(std::int64_t{time->count()}) : statement_.bind(++place_); }
  /// `bytes` has to live until the statement is executed.
  void add_blob(std::string_view bytes) {
    statement_.bindNoCopy(++place_, bytes.data(), static_cast<int>(bytes.size()));
  }

 private:
  SQLite::Statement& statement_;
  int place_ = 0;
};

/// Executes an INSERT with these values.
template <class... Values>
void insert(SQLite::Statement& statement, const Values&... values) {
  Binder binder(statement);
  (binder.add(values), ...);
  statement.exec();
  statement.reset();
}

/// Reads one column after the other; tells at the end whether all could be read.
class Fetcher {
 public:
  explicit Fetcher(SQLite::Statement& row) : row_(row) {}

  void operator()(const char* /*column*/, auto& value) { take(value); }

  /// Several columns, into these in their order.
  template <class... Values>
    requires(sizeof...(Values) > 1)
  void take(Values&... values) {
    (take(values), ...);
  }
  void take(bool& value) { value = next().getInt() != 0; }
  void take(int& value) { value = next().getInt(); }
  void take(std::int64_t& value) { value = next().getInt64(); }
  void take(std::uint64_t& value) { value = static_cast<std::uint64_t>(next().getInt64()); }
  void take(std::chrono::nanoseconds& value) { value = std::chrono::nanoseconds{next().getInt64()}; }
  void take(std::string& value) { value = next().getString(); }
  void take(process::Ending& value) { take_word(value, ending_of); }
  void take(expectation::OutcomeKind& value) { take_word(value, outcome_kind_of); }
  void take(trace::Trouble& value) { take_word(value, trouble_of); }
  void take(std::vector<int>& value) { take_word(value, numbers_of); }
  void take(std::map<std::string, std::string>& value) { take_word(value, settings_of); }
  void take(double& value) {
    const SQLite::Column column = next();
    value = column.isNull() ? -1 : column.getDouble();
  }
  void take(std::optional<double>& value) {
    const SQLite::Column column = next();
    if (!column.isNull()) value = column.getDouble();
  }
  void take(std::optional<int>& value) {
    const SQLite::Column column = next();
    if (!column.isNull()) value = column.getInt();
  }
  void take(std::optional<Millis>& time) {
    const SQLite::Column column = next();
    if (!column.isNull()) time = Millis{column.getInt64()};
  }

  /// Of the row so far: the first word that this version does not know.
  [[nodiscard]] const std::string& unknown_word() const { return unknown_word_; }

 private:
  SQLite::Column next() { return row_.getColumn(place_++); }

  template <class Value, class Lookup>
  void take_word(Value& value, Lookup lookup) {
    const std::string word = next().getString();
    std::optional<Value> known = lookup(word);
    if (!known && unknown_word_.empty()) unknown_word_ = "unknown word \"" + word + "\"";
    if (known) value = *std::move(known);
  }

  SQLite::Statement& row_;
  int place_ = 0;
  std::string unknown_word_;
};

}  // namespace schedlitmus::store
