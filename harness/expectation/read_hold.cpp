#include "expectation/read_hold.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

constexpr int kMostRuns = 10'000;

/// A share strictly between 0 and 1; nothing after an error. `fallback` where the key is absent.
std::optional<double> read_share(ObjectReader& reader, std::string_view key, double fallback, Problems& problems) {
  const json::Member* member = reader.get(key);
  if (member == nullptr) return fallback;
  const auto share = read_number(member->value, quote(key), problems);
  if (!share || (*share > 0 && *share < 1)) return share;
  problems.add(member->value.place,
               fmt::format("{} must be between 0 and 1, not {}", quote(key), format_number(*share)),
               "0 and 1 themselves can never be shown");
  return std::nullopt;
}

/// Where the reader of an error looks first: at the later of two keys, or at the object.
json::Place place_of(const json::Value& object, std::string_view first, std::string_view second) {
  const json::Member* a = object.find(first);
  const json::Member* b = object.find(second);
  if (a != nullptr && b != nullptr) return std::max(a->value.place, b->value.place);
  if (a == nullptr && b == nullptr) return object.place;
  return a != nullptr ? a->value.place : b->value.place;
}

/// Which test, and how many runs it takes.
void read_test(ObjectReader& reader, Hold& hold, Problems& problems) {
  const json::Member* test = reader.get("test");
  const json::Member* runs = reader.get("runs");
  const json::Member* max_runs = reader.get("max_runs");
  if (test != nullptr) {
    const auto name = read_text(test->value, R"("test")", problems);
    if (name && *name != "sequential" && *name != "fixed")
      problems.add(test->value.place, fmt::format("unknown test {}", quote(*name)), R"(it is "sequential" or "fixed")");
    if (name == "fixed") hold.test = HoldTest::fixed;
  }
  if (runs != nullptr) hold.runs = read_integer(runs->value, R"("runs")", 1, kMostRuns, problems).value_or(hold.runs);
  if (max_runs != nullptr)
    hold.max_runs = read_integer(max_runs->value, R"("max_runs")", 1, kMostRuns, problems).value_or(hold.max_runs);
  const bool fixed = hold.test == HoldTest::fixed;
  if (runs != nullptr && !fixed)
    problems.add(runs->key_place, R"("runs" without "test": "fixed")",
                 R"(the sequential test takes as many as it needs, at most "max_runs")");
  if (max_runs != nullptr && fixed)
    problems.add(max_runs->key_place, R"("max_runs" beside "test": "fixed")",
                 R"(a fixed test takes exactly "runs" runs)");
}

}  // namespace

Hold read_hold(const json::Value& value, Problems& problems) {
  Hold hold;
  ObjectReader reader(value, R"("hold")", problems);
  read_test(reader, hold, problems);
  const auto good = read_share(reader, "good", hold.good, problems);
  const auto bad = read_share(reader, "bad", hold.bad, problems);
  const auto alpha = read_share(reader, "alpha", hold.alpha, problems);
  const auto beta = read_share(reader, "beta", hold.beta, problems);
  hold.confidence = read_share(reader, "confidence", hold.confidence, problems).value_or(hold.confidence);
  reader.finish();
  if (good && bad && *bad >= *good) {
    problems.add(place_of(value, "good", "bad"),
                 fmt::format("bad {} is not below good {}", format_number(*bad), format_number(*good)),
                 "good is the hold rate as promised, bad the one that counts as broken");
  }
  if (alpha && beta && *alpha + *beta >= 1) {
    problems.add(place_of(value, "alpha", "beta"),
                 fmt::format("alpha {} and beta {} add up to 1 or more", format_number(*alpha), format_number(*beta)),
                 "they are chances of error, such as 0.05");
  }
  hold.good = good.value_or(hold.good);
  hold.bad = bad.value_or(hold.bad);
  hold.alpha = alpha.value_or(hold.alpha);
  hold.beta = beta.value_or(hold.beta);
  return hold;
}

}  // namespace schedlitmus::expectation
