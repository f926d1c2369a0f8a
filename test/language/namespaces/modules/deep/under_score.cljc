(ns namespaces.modules.deep.under-score
  (:require [namespaces.modules.log :as log]))
(log/note :under-score)
(def where #?(:jank :jank :default :other))
(load "part")
