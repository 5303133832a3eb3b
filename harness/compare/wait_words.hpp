// What a goroutine waits for is said in other words by other releases: a change
// of the trace's words, and not of the program's behaviour.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace schedlitmus::compare {

struct WaitWord {
  std::string_view word;
  std::string_view before;  ///< what earlier releases print for it; empty: the word of its last wait
  int since = 0;            ///< Go 1.N, the first that prints the word
};

/// All wait reasons of a program's goroutines that were worded otherwise before.
/// From waitReasonStrings in runtime2.go of Go 1.11 to 1.27 and, before, the texts
/// given to gopark in proc.go and sema.go: who calls which did not change meanwhile.
[[nodiscard]] std::span<const WaitWord> wait_words();

/// The oldest word for it: "semacquire" of "sync.WaitGroup.Wait"; a word that no
/// other release has another one for is its own.
[[nodiscard]] std::string_view oldest_word(std::string_view word);
/// Whether releases have several words for what it means, or once did: such waits
/// are counted by their word and, in one, by the oldest word.
[[nodiscard]] bool is_reworded(std::string_view word);

/// Names of counts of goroutines.
[[nodiscard]] std::string count_of_word(std::string_view word);    // "goroutines.waiting (semacquire)"
[[nodiscard]] std::string count_of_oldest(std::string_view word);  // "goroutines.waiting (semacquire, in any words)"

enum class Worded : std::uint8_t {
  alike,      ///< the count means the same on both releases
  otherwise,  ///< one of them has another word for some of it: the count says nothing
  covered,    ///< both have the same words: the counts by word say more
};
/// Of a count of that name between two releases, Go 1.`from` and Go 1.`to`.
[[nodiscard]] Worded worded(std::string_view count, int from, int to);
/// Why, of one that is Worded::otherwise: "Go prints it from 1.24 on, before it was \"semacquire\"".
[[nodiscard]] std::string why_worded(std::string_view count, int from, int to);

}  // namespace schedlitmus::compare
