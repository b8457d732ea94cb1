// Objects that live in Node, as the engine sees them.
#pragma once
#include "values.h"

/** A synthetic object with the keys and concepts of the Node object `id`; takes over one count of the id. */
HRESULT makeNodeObject(ULONG id, unsigned concepts, Ref<IModelObject> &object);
/** The same as a data model, to be some object's parent. */
HRESULT makeNodeModel(ULONG id, unsigned concepts, Ref<IModelObject> &object);
/** A method of Node's; takes over one count of the id. */
HRESULT makeNodeMethod(ULONG id, Ref<IModelObject> &object);

/** Whether an object of the engine's is one of Node's, and which. */
bool isNodeObject(IModelObject *object, ULONG &id);
bool isNodeMethod(IModelObject *method, ULONG &id);

/** Failed answer of a callback -> what the engine expects: a failing HRESULT and an error object with the words. */
HRESULT refuse(const Answer &answer, IModelObject **error);
/** Reads the value an answer carries into `object`; an error value is a failure as well. */
HRESULT giveValue(Answer &answer, IModelObject **object, IKeyStore **metadata);
