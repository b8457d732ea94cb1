// Values between the engine and Node, and the tables of what each side has been told.
#pragma once
#include "bridge.h"

/** Writes an object of the engine's (null is "no value") as a value. */
void writeValue(Writer &out, IModelObject *object);
/** As writeValue, but whatever it is it becomes something Node can use as an object (`self` of a getter). */
void writeSelf(Writer &out, IModelObject *object);

/** Reads a value; never null when it succeeds. */
HRESULT readValue(Reader &in, Ref<IModelObject> &object);
/** Reads a list of values. All are read even if one fails. */
HRESULT readValues(Reader &in, std::vector<Ref<IModelObject>> &objects);
std::vector<IModelObject *> borrow(const std::vector<Ref<IModelObject>> &objects);
/** Reads metadata: u32 n, n x (name, value). Null when there is none. */
HRESULT readMetadata(Reader &in, Ref<IKeyStore> &metadata);

/** An error object whose message dx prints. */
Ref<IModelObject> errorObject(HRESULT hr, const std::wstring &message);
/** Takes the words out of an error object; returns `hr` made a failure. */
HRESULT explain(HRESULT hr, IModelObject *error, std::wstring &message);

/** Handles: objects Node holds. Each time one is sent counts; Node gives the counts back. */
ULONG handleOf(IModelObject *object);
IModelObject *objectOf(ULONG handle);
void releaseHandle(ULONG handle, ULONG count);
size_t handleCount();

/** Contexts get small numbers that last for the session; 0 is the current one. */
ULONG contextNumber(IDebugHostContext *context);
/** Borrowed; USE_CURRENT_HOST_CONTEXT for 0. */
IDebugHostContext *contextOf(ULONG number);
/** A real context, also for 0. */
Ref<IDebugHostContext> realContext(ULONG number);

/** Types: a number that lasts for the session; its description is written the first time. */
void writeType(Writer &out, IDebugHostType *type);
IDebugHostType *typeOf(ULONG number);
size_t typeCount();
/** The symbols have changed: the same name may be another type now. */
void forgetTypeNames();
