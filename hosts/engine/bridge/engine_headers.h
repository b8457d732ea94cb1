// The engine's own headers, as mingw-w64 and MSVC both accept them.
#pragma once

#ifndef NOMINMAX
#define NOMINMAX
#endif
#ifndef UNICODE
#define UNICODE
#endif
#include <new>
#include <windows.h>
#include <oleauto.h>
#ifndef E_BOUNDS
#define E_BOUNDS _HRESULT_TYPEDEF_(0x8000000BL)
#endif
#if defined(__GNUC__)
// Annotations that mingw-w64's sal.h lacks. libstdc++ has parameters of these names, so they go again at once.
#define __in
#define __out
#define _Analysis_noreturn_
#endif
#include <dbgeng.h>
#include <dbgmodel.h>
#if defined(__GNUC__)
#undef __in
#undef __out
#undef _Analysis_noreturn_
#endif
