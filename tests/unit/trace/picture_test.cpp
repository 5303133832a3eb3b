#include "trace/picture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "trace/reader.hpp"
#include "unit/trace/dialects.hpp"

namespace schedlitmus::trace {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Drawer : Sink {
  explicit Drawer(PictureFor drawn_for) : place(drawn_for) {}
  void on_sample(const Sample& sample) override {
    svg = picture(sample, place);
    film.add(sample);
  }
  void on_text(std::string_view) override {}
  PictureFor place;
  std::string svg;
  Film film;
};

Drawer drawn(std::string_view trace, PictureFor place = PictureFor::file) {
  Drawer drawer(place);
  Reader reader(drawer);
  reader.feed(trace);
  reader.finish();
  return drawer;
}

constexpr std::string_view kTwo =
    "SCHED 300ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=0 idlethreads=1 runqueue=0 [4 4]\n"
    "SCHED 400ms: gomaxprocs=2 idleprocs=0 threads=4 spinningthreads=0 idlethreads=1 runqueue=2 [3 12]\n";

TEST(Picture, DrawsPMAndG) {
  const auto svg = drawn(dialects::kDetailed127).svg;
  EXPECT_THAT(svg, StartsWith("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  EXPECT_THAT(svg, EndsWith("</svg>\n"));
  for (const auto* name : {">P0<", ">P1<", ">M0<", ">G16<", ">2 waiting<", ">413 ms<", "Threads without a P", ">M1<"})
    EXPECT_THAT(svg, HasSubstr(name));
  EXPECT_THAT(svg, Not(HasSubstr("<script")));
}

TEST(Picture, TellsInWordsWhatItShows) {
  const auto svg = drawn(dialects::kDetailed127).svg;
  EXPECT_THAT(svg, HasSubstr("<title>The Go scheduler at 413 ms</title>"));
  EXPECT_THAT(svg, HasSubstr("P0 runs on M0, which runs G16, 2 wait in its queue."));
}

TEST(Picture, HasItsStyleInsideOrFromThePage) {
  EXPECT_THAT(drawn(kTwo).svg, HasSubstr("prefers-color-scheme: dark"));
  EXPECT_THAT(drawn(kTwo, PictureFor::page).svg, Not(HasSubstr("<style")));
}

TEST(Picture, DrawsManyPsAndLongQueues) {
  std::string trace = "SCHED 5ms: gomaxprocs=100 idleprocs=0 threads=3 idlethreads=0 runqueue=5000 [";
  for (int i = 0; i < 100; ++i) trace += (i > 0 ? " " : "") + std::to_string(i * 2);
  const auto svg = drawn(trace + "]\n").svg;
  EXPECT_THAT(svg, HasSubstr("and 4,960 more"));
  EXPECT_THAT(svg, HasSubstr("and 36 Ps more"));
  EXPECT_THAT(svg, HasSubstr(">P63<"));
  EXPECT_THAT(svg, Not(HasSubstr(">P64<")));
}

TEST(Picture, EscapesTextOfTheTrace) {
  Sample sample;
  sample.detailed = true;
  Goroutine g;
  g.status = 4;
  g.waitreason = "<b>&\xff";
  sample.goroutines.push_back(g);
  EXPECT_THAT(picture(sample), HasSubstr("waits for &lt;b&gt;&amp;?"));
}

TEST(Film, ShowsSamplesSideBySide) {
  const auto svg = drawn(kTwo).film.draw();
  EXPECT_THAT(svg, HasSubstr("<title>The Go scheduler from 300 ms to 400 ms, in 2 pictures</title>"));
  for (const auto* part : {">300 ms<", ">400 ms<", ">global 2<", ">12<", ">...<"}) EXPECT_THAT(svg, HasSubstr(part));
}

TEST(Film, OfNothingIsEmpty) { EXPECT_EQ(Film().draw(), ""); }

}  // namespace
}  // namespace schedlitmus::trace
