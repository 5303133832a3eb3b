// The shapes are those of the talks and articles: an M is a triangle, a P a
// rectangle, a G a circle; a goroutine in a queue is a square, because the
// trace does not say which one it is.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

#include "support/numbers.hpp"
#include "trace/narrate.hpp"
#include "trace/words.hpp"

namespace schedlitmus::trace {
namespace {

constexpr int kColumn = 120;
constexpr int kPerRow = 8;
constexpr int kMargin = 24;
constexpr int kProcHeight = 152;  ///< circle, triangle, rectangle and the number below
constexpr std::size_t kMostProcs = 64;
constexpr std::size_t kMostMachines = 10;
constexpr std::int64_t kMostSquares = 40;
constexpr std::size_t kMostReasons = 12;

constexpr std::string_view kStyle =
    "<style>text{font:13px sans-serif;fill:#222}.big{font-size:17px;font-weight:600}.mid{text-anchor:middle}"
    ".p{fill:#ffe9b8;stroke:#a86b00}.m{fill:#f3d9f3;stroke:#8a3f8a}.g{fill:#cfeecf;stroke:#2f7d2f}"
    ".q{fill:#d6e4f7;stroke:#3a6ea5}.idle{stroke-dasharray:4 3;fill:none}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.in{fill:#222}}</style>\n";

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c >= ' ' && c <= '~')
      result += c;
    else
      result += '?';
  }
  return result;
}

class Picture {
 public:
  explicit Picture(const Sample& sample) : sample_(sample) {
    procs_ = static_cast<std::size_t>(std::max<std::int64_t>(value(HeaderField::gomaxprocs), 1));
    shown_ = std::min(procs_, kMostProcs);
    columns_ = std::min(static_cast<int>(shown_), kPerRow);
  }

  std::string draw() {
    title();
    global_queue();
    for (std::size_t first = 0; first < shown_; first += kPerRow) row(first, std::min(first + kPerRow, shown_));
    if (shown_ < procs_) line(fmt::format("and {} more", count_of(procs_ - shown_, "P")));
    if (sample_.detailed) {
      other_machines();
      waiting();
    }
    const int width = std::max(columns_ * kColumn, 520) + 2 * kMargin;
    return fmt::format(
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
               "role=\"img\" aria-label=\"The Go scheduler at {2} ms\">\n",
               width, y_ + kMargin, sample_.time.count()) +
           std::string(kStyle) + body_ + "</svg>\n";
  }

 private:
  [[nodiscard]] std::int64_t value(HeaderField field) const { return sample_.header.get(field).value_or(0); }

  void text(int x, int y, std::string_view style, std::string_view text) {
    fmt::format_to(std::back_inserter(body_), "<text x=\"{}\" y=\"{}\" class=\"{}\">{}</text>\n", x, y, style,
                   escaped(text));
  }
  void line(std::string_view words) {
    y_ += 20;
    text(kMargin, y_, "", words);
  }
  void rect(int x, int y, int width, int height, std::string_view style) {
    fmt::format_to(std::back_inserter(body_),
                   "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" class=\"{}\"/>\n", x, y, width, height,
                   style);
  }
  void circle(int x, int y, std::string_view words) {
    fmt::format_to(std::back_inserter(body_), "<circle cx=\"{}\" cy=\"{}\" r=\"20\" class=\"g\"/>\n", x, y);
    text(x, y + 5, "mid in", words);
  }
  void triangle(int x, int y, std::string_view words) {
    fmt::format_to(std::back_inserter(body_), "<path d=\"M{} {} l24 40 h-48 z\" class=\"m\"/>\n", x, y);
    text(x, y + 34, "mid in", words);
  }

  void title() {
    y_ = kMargin + 8;
    text(kMargin, y_, "big", fmt::format("{} ms", sample_.time.count()));
    line(fmt::format("{}, {} idle; {}, {} idle", count_of(procs_, "P"), value(HeaderField::idleprocs),
                     count_of(static_cast<std::uint64_t>(value(HeaderField::threads)), "thread"),
                     value(HeaderField::idlethreads)));
  }

  /// A square for each goroutine, up to a limit; returns the height.
  int squares(int x, int y, std::int64_t count, int across) {
    const auto drawn = std::min(count, kMostSquares);
    for (int i = 0; i < drawn; ++i) rect(x + i % across * 16, y + i / across * 16, 12, 12, "q");
    const int height = (static_cast<int>(drawn) + across - 1) / across * 16;
    if (drawn == count) return height;
    text(x, y + height + 14, "", fmt::format("and {} more", format_count(static_cast<std::uint64_t>(count - drawn))));
    return height + 18;
  }

  void global_queue() {
    const auto length = value(HeaderField::runqueue);
    line(fmt::format("Global run queue: {}",
                     format_count(static_cast<std::uint64_t>(std::max<std::int64_t>(length, 0)))));
    y_ += 8;
    y_ += squares(kMargin, y_, length, 30) + 8;
  }

  void row(std::size_t first, std::size_t end) {
    int deepest = 0;
    for (std::size_t i = first; i < end; ++i) {
      const int x = kMargin + static_cast<int>(i - first) * kColumn + kColumn / 2 - 8;
      deepest = std::max(deepest, proc(i, x, y_));
    }
    y_ += kProcHeight + deepest + 12;
  }

  /// Returns the height of its queue.
  int proc(std::size_t index, int x, int y) {
    const auto* const line = find_proc(static_cast<std::int64_t>(index));
    const auto m = line == nullptr ? std::nullopt : line->fields.get(ProcField::m);
    if (m) machine_over(*m, x, y);
    const bool idle = line != nullptr && !m;
    rect(x - 40, y + 92, 80, 34, idle ? "p idle" : "p");
    text(x, y + 114, idle ? "mid" : "mid in", fmt::format("P{}", index));
    if (!sample_.has_local || index >= sample_.local.size()) return 0;
    text(x - 40, y + 144, "", fmt::format("{} waiting", sample_.local[index]));
    return squares(x - 40, y + kProcHeight, sample_.local[index], 5);
  }

  void machine_over(std::int64_t id, int x, int y) {
    const auto machine = std::ranges::find(sample_.machines, id, &Machine::id);
    const auto g = machine == sample_.machines.end() ? std::nullopt : machine->fields.get(MachineField::curg);
    if (g) circle(x, y + 26, fmt::format("G{}", *g));
    triangle(x, y + 50, fmt::format("M{}", id));
  }

  [[nodiscard]] const Proc* find_proc(std::int64_t id) const {
    const auto found = std::ranges::find(sample_.procs, id, &Proc::id);
    return found == sample_.procs.end() ? nullptr : &*found;
  }

  void other_machines() {
    std::string names;
    std::size_t count = 0;
    for (const Machine& machine : sample_.machines) {
      if (holds_proc(sample_, machine) || ++count > kMostMachines) continue;
      names += fmt::format("{}M{}", names.empty() ? "" : ", ", machine.id);
      if (const auto g = machine.fields.get(MachineField::curg)) names += fmt::format(" with G{}", *g);
    }
    if (count > kMostMachines) names += fmt::format(" and {} more", count - kMostMachines);
    if (count > 0) line("Without a P: " + names);
  }

  void waiting() {
    std::map<std::string, std::uint64_t> reasons;
    for (const Goroutine& g : sample_.goroutines)
      if (g.status == 4) ++reasons[std::string(g.waitreason)];
    std::vector<std::pair<std::uint64_t, std::string>> sorted;
    sorted.reserve(reasons.size());
    for (const auto& [reason, count] : reasons) sorted.emplace_back(count, reason);
    std::ranges::sort(sorted, [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    for (std::size_t i = 0; i < std::min(sorted.size(), kMostReasons); ++i)
      line(fmt::format("{} for {}", count_of(sorted[i].first, "goroutine waits", "goroutines wait"), sorted[i].second));
    if (sorted.size() > kMostReasons) line(fmt::format("and {} more reasons", sorted.size() - kMostReasons));
  }

  const Sample& sample_;
  std::string body_;
  std::size_t procs_ = 0;
  std::size_t shown_ = 0;
  int columns_ = 0;
  int y_ = 0;
};

}  // namespace

std::string picture(const Sample& sample) { return Picture(sample).draw(); }

}  // namespace schedlitmus::trace
