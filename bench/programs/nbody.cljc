(ns nbody
  "The outer planets as vectors of doubles, 2,000 steps; each step makes all vectors anew."
  (:require [clojure.math :as math]
            [measure :refer [measure]]))

(def days 365.24)
(def sun-mass (* 4 math/PI math/PI))

; x y z, velocity x y z, mass
(def planets
  [[4.84143144246472090 -1.16032004402742839 -0.103622044471123109
    (* 0.00166007664274403694 days) (* 0.00769901118419740425 days) (* -0.0000690460016972063023 days)
    (* 0.000954791938424326609 sun-mass)]
   [8.34336671824457987 4.12479856412430479 -0.403523417114321381
    (* -0.00276742510726411 days) (* 0.00499852801234917238 days) (* 0.0000230417297573763929 days)
    (* 0.000285885980666130812 sun-mass)]
   [12.8943695621391310 -15.1111514016986312 -0.223307578892655734
    (* 0.00296460137564761618 days) (* 0.00237847173959480950 days) (* -0.0000296589568540237556 days)
    (* 0.0000436624404335156298 sun-mass)]
   [15.3796971148509165 -25.9193146099879641 0.179258772950371181
    (* 0.00268067772490389322 days) (* 0.00162824170038242295 days) (* -0.0000951592254519715870 days)
    (* 0.0000515138902046611451 sun-mass)]])

(def sun
  (into [0.0 0.0 0.0]
        (conj (mapv (fn [i] (- (/ (reduce + (map (fn [p] (* (nth p i) (nth p 6))) planets)) sun-mass))) [3 4 5])
              sun-mass)))

(defn pulled
  "The body with its velocity changed by all bodies' pull during dt."
  [body bodies dt]
  (let [[x y z vx vy vz mass] body]
    (loop [i 0 vx vx vy vy vz vz]
      (if (< i 5)
        (let [other (nth bodies i)]
          (if (identical? other body)
            (recur (inc i) vx vy vz)
            (let [dx (- x (nth other 0))
                  dy (- y (nth other 1))
                  dz (- z (nth other 2))
                  d2 (+ (* dx dx) (* dy dy) (* dz dz))
                  pull (* (nth other 6) (/ dt (* d2 (math/sqrt d2))))]
              (recur (inc i) (- vx (* dx pull)) (- vy (* dy pull)) (- vz (* dz pull))))))
        [x y z vx vy vz mass]))))

(defn moved [[x y z vx vy vz mass] dt]
  [(+ x (* dt vx)) (+ y (* dt vy)) (+ z (* dt vz)) vx vy vz mass])

(defn advance [bodies dt]
  (mapv (fn [body] (moved (pulled body bodies dt) dt)) bodies))

(defn energy [bodies]
  (loop [i 0 e 0.0]
    (if (< i 5)
      (let [[x y z vx vy vz mass] (nth bodies i)]
        (recur (inc i)
               (loop [j (inc i) e (+ e (* 0.5 mass (+ (* vx vx) (* vy vy) (* vz vz))))]
                 (if (< j 5)
                   (let [[x2 y2 z2 _ _ _ mass2] (nth bodies j)
                         dx (- x x2) dy (- y y2) dz (- z z2)]
                     (recur (inc j) (- e (/ (* mass mass2) (math/sqrt (+ (* dx dx) (* dy dy) (* dz dz)))))))
                   e))))
      e)))

(defn run [steps]
  (math/round (* 1.0E9 (energy (loop [i 0 bodies (into [sun] planets)]
                                 (if (< i steps) (recur (inc i) (advance bodies 0.01)) bodies))))))

(defn -main [& _]
  (measure "nbody" -169071607 (fn [] (run 2000))))
