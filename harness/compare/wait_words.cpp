#include "compare/wait_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace schedlitmus::compare {
namespace {

constexpr std::array<WaitWord, 13> kWords = {{{"sync.Cond.Wait", "semacquire", 11},
                                              {"sync.Mutex.Lock", "semacquire", 20},
                                              {"sync.RWMutex.Lock", "semacquire", 20},
                                              {"sync.RWMutex.RLock", "semacquire", 20},
                                              {"sync.WaitGroup.Wait", "semacquire", 24},
                                              {"sync.WaitGroup.Wait (durable)", "sync.WaitGroup.Wait", 25},
                                              {"chan receive (durable)", "chan receive (synctest)", 25},
                                              {"chan send (durable)", "chan send (synctest)", 25},
                                              {"select (durable)", "select (synctest)", 25},
                                              {"stopping the world", "", 20},
                                              {"GC mark termination", "", 20},
                                              {"flushing proc caches", "", 22},
                                              {"page trace flush", "", 22}}};

constexpr std::string_view kOpen = "goroutines.waiting (";
constexpr std::string_view kClose = ")";
constexpr std::string_view kCloseAny = ", in any words)";

const WaitWord* find(std::string_view word) {
  const auto* const found = std::ranges::find(kWords, word, &WaitWord::word);
  return found == kWords.end() ? nullptr : found;
}

struct Count {
  std::string_view word;
  bool any = false;  ///< in any words
};

std::optional<Count> read(std::string_view count) {
  if (!count.starts_with(kOpen)) return std::nullopt;
  count.remove_prefix(kOpen.size());
  const bool any = count.ends_with(kCloseAny);
  count.remove_suffix(any ? kCloseAny.size() : kClose.size());
  return Count{count, any};
}

/// Those of the same meaning as the word, of which one began between the two releases.
std::vector<const WaitWord*> begun_between(std::string_view word, int from, int to) {
  const auto [low, high] = std::minmax(from, to);
  std::vector<const WaitWord*> begun;
  for (const auto& known : kWords) {
    const bool same = oldest_word(known.word) == oldest_word(word);
    if (same && known.since > low && known.since <= high) begun.push_back(&known);
  }
  return begun;
}

}  // namespace

std::span<const WaitWord> wait_words() { return kWords; }

std::string_view oldest_word(std::string_view word) {
  while (const auto* known = find(word)) {
    if (known->before.empty()) break;
    word = known->before;
  }
  return word;
}

bool is_reworded(std::string_view word) {
  return std::ranges::any_of(kWords, [&](const WaitWord& known) {
    return !known.before.empty() && oldest_word(known.word) == oldest_word(word);
  });
}

std::string count_of_word(std::string_view word) { return fmt::format("{}{}{}", kOpen, word, kClose); }
std::string count_of_oldest(std::string_view word) {
  return fmt::format("{}{}{}", kOpen, oldest_word(word), kCloseAny);
}

Worded worded(std::string_view count, int from, int to) {
  const auto read_count = read(count);
  if (!read_count) return Worded::alike;
  const bool other_words = !begun_between(read_count->word, from, to).empty();
  if (read_count->any) return other_words ? Worded::alike : Worded::covered;
  return other_words ? Worded::otherwise : Worded::alike;
}

std::string why_worded(std::string_view count, int from, int to) {
  const auto read_count = read(count);
  if (!read_count) return {};
  std::vector<std::string> words;
  for (const auto* known : begun_between(read_count->word, from, to)) {
    if (known->word == read_count->word) {
      return known->before.empty()
                 ? fmt::format("Go has a word for it from 1.{} on", known->since)
                 : fmt::format("Go says so from 1.{} on, before it was \"{}\"", known->since, known->before);
    }
    words.push_back(fmt::format("\"{}\"", known->word));
  }
  return fmt::format("some of it is {} in newer releases", fmt::join(words, " or "));
}

}  // namespace schedlitmus::compare
