// The lines of a kept trace, sample by sample, as the program wrote them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/duration.hpp"
#include "trace/narrate.hpp"
#include "trace/picture.hpp"

namespace schedlitmus::lesson {

/// A sample's own lines, with their line ends: the header, and P, M and G.
struct SampleLines {
  Millis time{};
  std::string text;
};

/// All samples of a trace in their order; text of the program between them is left out.
[[nodiscard]] std::vector<SampleLines> sample_lines(std::string_view trace);

/// The first sample of that time and those after it, each at least `every` after the one before:
/// `most` at most, from the samples in the order of a trace.
[[nodiscard]] std::vector<SampleLines> from_time(const std::vector<SampleLines>& samples, Millis time, Millis every,
                                                 std::size_t most);

/// Those whose run queues are not as in the one before; the first is there. By the header line.
[[nodiscard]] std::vector<SampleLines> with_changed_queues(const std::vector<SampleLines>& samples);

/// New numbers for goroutines: 1, 2, 3 ... in the order in which their lines, and then the Ms that
/// run them, appear. One mapping for all that is shown together.
class GoroutineNames {
 public:
  /// The sample's lines with the new numbers.
  [[nodiscard]] std::string renamed(std::string_view lines);

 private:
  std::string number_of(std::string_view id);
  std::map<std::string, int, std::less<>> numbers_;
};

/// The header's time as a whole multiple of `step`, the nearest one.
[[nodiscard]] std::string with_rounded_time(std::string_view lines, Millis step);

/// At most so many lines; of a longer text "..." stands for the rest. 0: all.
[[nodiscard]] std::string first_lines(std::string_view text, int most);

/// The pictures and words of lines that were read from a trace. Empty for no sample in them.
[[nodiscard]] std::string picture_of(std::string_view lines, trace::PictureFor place);
[[nodiscard]] std::string film_of(const std::vector<SampleLines>& samples, trace::PictureFor place);
/// What the narrator says of the last of the samples, with what changed since the one before it.
/// `words`: with what the trace's words mean.
[[nodiscard]] std::string words_of(const std::vector<SampleLines>& samples, trace::NarrationStyle style, bool words);

}  // namespace schedlitmus::lesson
