// Samples and the account of a trace in formats that other tools read. All of
// them append to a text that the caller writes out and empties.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "trace/health.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::trace {

/// One JSON object, without a line end: time_ms; pid and source where known; complete;
/// the header's keys under their own names; local and schedticks where known;
/// of a detailed sample goroutines_whole and P, M and G, each line's keys
/// under their own names, id first. Ids that are "none" are null, the flags
/// gcwaiting, sysmonwait, spinning and blocked are booleans, and a G whose
/// scan bit is set has "scan": true. Keys of no known dialect stand with their
/// lines under their own names; one that is also a name of ours gets the
/// prefix "x_". Valid JSON for any bytes: what is not UTF-8 becomes U+FFFD.
void append_json(std::string& out, const Sample& sample);
/// The account: bytes, lines, samples, incomplete_samples, lost, lost_share,
/// and troubles, each with name, severity, count, first_line and example. Of a
/// log also log_form, and processes, each with name and samples.
void append_json(std::string& out, const Health& health);
/// A JSON string, with its quotation marks.
void append_json_string(std::string& out, std::string_view text);

/// The account for people: a sentence, then a line for each kind of trouble.
[[nodiscard]] std::string describe(const Health& health);

/// Comma-separated values (RFC 4180, but "\n" at line ends): time_ms, pid,
/// complete, then every observable of the table. Empty where the sample does
/// not tell; the lists' entries are separated by blanks. Of a log with several
/// containers without pids only one should be written so.
void append_csv_header(std::string& out);
void append_csv(std::string& out, const Sample& sample);

/// OpenMetrics 1.0: a gauge go_sched_NAME for each observable, and the counter
/// go_sched_schedticks; a label `p` for the entries of the lists, a label
/// `pid`, and of a log `source`, where it is known. The values of one set of labels must stand together
/// and be in the order of time, so everything is kept until the end.
class OpenMetrics {
 public:
  /// `start`: seconds since 1970 at which the program started; timestamps
  /// count from there. 0: from the start of the program.
  explicit OpenMetrics(double start = 0);
  /// A sample that is not later than its process's sample before cannot be said
  /// in this format; it is left out and counted.
  void add(const Sample& sample);
  [[nodiscard]] std::uint64_t left_out() const { return left_out_; }
  /// The whole exposition, with its "# EOF".
  [[nodiscard]] std::string text() const;

  struct Labels {
    std::string source;      ///< empty: none
    std::int32_t pid = 0;    ///< 0: none
    std::int64_t proc = -1;  ///< -1: none
    auto operator<=>(const Labels&) const = default;
  };

 private:
  double start_;
  std::vector<std::map<Labels, std::string>> families_;  ///< the lines of each observable, in the table's order
  std::map<Labels, Millis> last_;                        ///< of each process
  std::uint64_t left_out_ = 0;
};

}  // namespace schedlitmus::trace
