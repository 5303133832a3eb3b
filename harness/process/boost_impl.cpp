// Asio and Boost.Process, compiled once: seven seconds a unit otherwise.
#include <boost/asio/impl/src.hpp>
#include <boost/process/v2/src.hpp>
